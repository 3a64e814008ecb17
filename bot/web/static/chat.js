// Live use of the chat: the same forms, answered without loading the page anew. Without this file all still works.
"use strict";
const log = document.getElementById("log");
const composer = document.getElementById("composer");
const box = document.getElementById("text");
const alertLine = document.getElementById("alert");
let busy = false;

async function send(data) {
  if (busy) return;
  busy = true;
  composer.setAttribute("aria-busy", "true");
  alertLine.textContent = "";
  const written = box.value;
  const pressed = data.has("button");
  if (pressed) data.delete("text"); // words that are not sent yet stay in the field
  try {
    const answer = await fetch(composer.action, {
      method: "POST", body: new URLSearchParams(data), headers: { "X-Live": "1" },
    });
    if (answer.status === 429 || answer.status === 503) { alertLine.textContent = await answer.text(); return; }
    if (answer.status === 205) { leave(answer.headers.get("X-Next-Page")); return; }
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.text(), answer.headers.get("X-Next-Key"));
    if (!pressed && box.value === written) box.value = "";
  } catch {
    alertLine.textContent = composer.dataset.failed;
  } finally {
    busy = false;
    composer.removeAttribute("aria-busy");
  }
}

function leave(page) {
  if (page) location.assign(page); else location.reload();
}

function show(html, key) {
  document.getElementById("cuoi")?.removeAttribute("id");
  log.insertAdjacentHTML("beforeend", html);
  composer.elements.key.value = key;
  document.getElementById("kept").hidden = false;
  document.getElementById("not-kept")?.remove();
  const mine = log.querySelectorAll(".mine");
  mine[mine.length - 1]?.scrollIntoView({ block: "start" });
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  send(new FormData(composer, event.submitter));
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});
