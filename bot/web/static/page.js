// What every page can do more when scripts run: copy, print, share, read aloud. Nothing is stored in the browser.
"use strict";
const on = (name, act) => document.addEventListener("click", (event) => {
  const pressed = event.target.closest(`[data-${name}]`);
  if (pressed) act(pressed, event);
});
const spoken = (part) => [...part.querySelectorAll("h1, h2, p, blockquote, li")]
  .filter((p) => !p.matches(".choices, .helpful") && !p.closest(".choices")).map((p) => p.innerText).join("\n");
const part = (pressed) => pressed.closest(".line, article, .sheet");

async function copied(pressed, text, shown) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // without https: what is marked can be copied
    getSelection().selectAllChildren(shown);
    if (!document.execCommand("copy")) return;
  }
  pressed.textContent = pressed.dataset.done || "✓";
}

on("copy", (pressed) => {
  const source = document.getElementById(pressed.dataset.copy);
  copied(pressed, source.innerText.trim(), source);
});
on("copy-line", (pressed) => copied(pressed, spoken(part(pressed)), part(pressed)));
on("print", () => window.print());
on("share", (pressed, event) => {
  const url = new URL(pressed.dataset.share, location.origin).href;
  const text = part(pressed)?.querySelector(".answer")?.innerText;
  if (!navigator.share && !navigator.clipboard) return; // the link opens the page to be shared
  event.preventDefault();
  if (navigator.share) navigator.share({ url, text }).catch(() => {});
  else navigator.clipboard.writeText(url).then(() => { pressed.textContent = pressed.dataset.done; }, () => location.assign(url));
});

// Only voices that the device itself has: others send the words to a company.
const ownVoice = () => globalThis.speechSynthesis?.getVoices().find((v) => v.localService && v.lang.startsWith("vi"));
on("aloud", (pressed) => {
  const label = pressed.dataset.label ??= pressed.textContent;
  const talks = speechSynthesis.speaking;
  speechSynthesis.cancel();
  pressed.textContent = label;
  if (talks) return;
  const words = new SpeechSynthesisUtterance(spoken(part(pressed)));
  words.voice = ownVoice();
  words.lang = "vi-VN";
  words.onend = () => { pressed.textContent = label; };
  pressed.textContent = pressed.dataset.stop;
  speechSynthesis.speak(words);
});

function offer(root = document) {
  const can = { copy: true, "copy-line": true, print: true, share: navigator.share || navigator.clipboard, aloud: ownVoice() };
  for (const [name, able] of Object.entries(can))
    if (able) for (const button of root.querySelectorAll(`[data-${name}][hidden]`)) button.hidden = false;
}
offer();
globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => offer());

// An open menu closes by Escape, by a tap beside it, or when the focus leaves it.
const menu = document.querySelector(".menu");
document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
menu.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.firstElementChild.focus();
});
