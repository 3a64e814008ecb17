// Keeps an open page fresh. Everything else works without this file.
"use strict";
(() => {
  const bar = document.getElementById("changed");
  if (!bar) return;
  const seconds = 30;
  let stream;

  // A list is drawn anew in place, unless somebody is at work in it; then, and in a case, a line says what happened.
  const isBusy = (live) => live.contains(document.activeElement) || live.querySelector("details[open], input:checked");
  const renew = async () => {
    const live = document.getElementById("live");
    if (!live || isBusy(live)) return (bar.hidden = false);
    const answer = await fetch(location.href, { redirect: "error", cache: "no-store", headers: { "X-Quiet": "1" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("live");
    if (!answer.ok || !fresh || isBusy(live)) return (bar.hidden = false);
    live.replaceWith(fresh);
    bar.dataset.mark = page.getElementById("changed").dataset.mark;
  };
  const changed = () => renew().catch(() => (bar.hidden = false));

  // The stream is open while the page is seen: a browser has few connections, and many pages stay open behind.
  const listen = () => {
    stream?.close();
    if (document.hidden) return;
    const asked = new URL(bar.dataset.ask, location.href);
    asked.pathname += "/dong";
    asked.searchParams.set("dau", bar.dataset.mark);
    stream = new EventSource(asked);
    stream.onmessage = changed;
  };
  const ask = async () => {
    if (document.hidden || stream?.readyState === EventSource.OPEN) return;
    try {
      const answer = await fetch(bar.dataset.ask, { redirect: "error", cache: "no-store" });
      const mark = answer.ok ? (await answer.text()).trim() : "";
      if (mark && mark !== bar.dataset.mark) changed();
    } catch {
      // the line is down, or the session has ended: the next page says so
    }
  };
  listen();
  setInterval(ask, seconds * 1000);
  document.addEventListener("visibilitychange", listen);
})();
