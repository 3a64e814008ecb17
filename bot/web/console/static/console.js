// Says that something changed since the page was drawn. Everything else works without this file.
"use strict";
(() => {
  const bar = document.getElementById("changed");
  if (!bar) return;
  const seconds = 30;
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(bar.dataset.ask, { redirect: "error", cache: "no-store" });
      const mark = answer.ok ? (await answer.text()).trim() : "";
      if (mark && mark !== bar.dataset.mark) bar.hidden = false;
    } catch {
      // the line is down, or the session has ended: the next page says so
    }
  };
  setInterval(look, seconds * 1000);
  document.addEventListener("visibilitychange", look);
})();
