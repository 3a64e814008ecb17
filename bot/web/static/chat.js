// Live use of the chat: the same forms, answered without loading the page anew. Without this file all still works.
"use strict";
const log = document.getElementById("log");
const composer = document.getElementById("composer");
const box = document.getElementById("text");
const alertLine = document.getElementById("alert");
let busy = false;

async function send(data, said) {
  if (busy) return;
  busy = true;
  composer.setAttribute("aria-busy", "true");
  alertLine.textContent = "";
  const written = box.value;
  const pressed = data.has("button");
  if (pressed) data.delete("text"); // words that are not sent yet stay in the field
  const waiting = [line("said", said), line("waits", composer.dataset.waits)];
  try {
    const answer = await fetch(composer.action, {
      method: "POST", body: data.get("photos")?.size ? data : new URLSearchParams(words(data)), headers: { "X-Live": "1" },
    });
    if ([413, 429, 503].includes(answer.status)) { alertLine.textContent = await answer.text(); return; }
    if (answer.status === 205) { leave(answer.headers.get("X-Next-Page")); return; }
    if (!answer.ok) throw new Error(answer.status);
    const html = await answer.text();
    for (const shown of waiting) shown.remove();
    show(html, answer.headers.get("X-Next-Key"));
    takes(answer.headers.get("X-Takes-Photos") === "1");
    if (!pressed && box.value === written) box.value = "";
    grow();
  } catch {
    alertLine.textContent = composer.dataset.failed;
  } finally {
    for (const shown of waiting) shown.remove();
    busy = false;
    composer.removeAttribute("aria-busy");
  }
}

// What was sent stands there at once, with a sign that somebody works on it; the server's own lines then replace both.
function line(kind, words) {
  const shown = document.createElement("div");
  shown.className = `line ${kind}`;
  shown.setAttribute("aria-hidden", "true");
  shown.append(document.createElement("p"));
  shown.firstChild.append(document.createElement("span"));
  shown.firstChild.firstChild.textContent = words;
  log.append(shown);
  shown.scrollIntoView({ block: "nearest" });
  return shown;
}

function leave(page) {
  if (page) location.assign(page); else location.reload();
}

function show(html, key) {
  document.getElementById("cuoi")?.removeAttribute("id");
  log.insertAdjacentHTML("beforeend", html);
  offer(log);
  composer.elements.key.value = key;
  document.getElementById("kept").hidden = false;
  document.getElementById("not-kept")?.remove();
  const mine = log.querySelectorAll(".mine");
  mine[mine.length - 1]?.scrollIntoView({ block: "start" });
}

const words = (data) => [...data].filter(([, value]) => typeof value === "string");

// Pictures are offered where what waits takes them; then a message may be pictures alone.
function takes(photos) {
  document.getElementById("pictures").hidden = !photos;
  document.getElementById("photos").value = "";
  box.required = !photos;
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter?.name === "button" ? event.submitter.innerText : "";
  send(new FormData(composer, event.submitter), button || box.value);
});
box.addEventListener("input", grow);
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});
