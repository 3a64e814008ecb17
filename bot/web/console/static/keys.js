// Keys for those who like them, and the button that prints. Nothing needs this file; the keys can be switched off.
"use strict";
(() => {
  const sheet = document.getElementById("keys");
  const switched = document.getElementById("keys-on");
  const off = "danbiet-keys-off";
  const kept = (() => { try { return localStorage; } catch { return null; } })();
  if (!sheet || !switched) return;
  switched.checked = kept?.getItem(off) !== "1";
  switched.closest("p").hidden = false;
  switched.addEventListener("change", () => {
    if (switched.checked) kept?.removeItem(off); else kept?.setItem(off, "1");
  });

  const step = (by) => {
    const found = [...document.querySelectorAll(".cases a[href^='/ho-so/']")];
    const at = found.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(found.length - 1, Math.max(0, at + by));
    found[next]?.focus();
  };
  const search = () => {
    const field = document.getElementById("so");
    if (field) field.focus(); else location.assign("/hang-doi");
  };
  const toggle = () => {
    sheet.open = !sheet.open;
    if (sheet.open) sheet.querySelector("summary").focus();
  };
  const keys = { j: () => step(1), k: () => step(-1), "/": search, g: () => location.assign("/"), "?": toggle };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    const work = keys[event.key];
    if (!work || typing || event.ctrlKey || event.metaKey || event.altKey || !switched.checked) return;
    event.preventDefault();
    work();
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
