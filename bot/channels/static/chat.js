// Live use of the chat: the same forms, answered without loading the page anew. Without this file all still works.
"use strict";
const log = document.getElementById("log");
const composer = document.getElementById("composer");
const box = document.getElementById("text");
const alertLine = document.getElementById("alert");
let busy = false;

async function send(form, data) {
  if (busy) return;
  busy = true;
  composer.setAttribute("aria-busy", "true");
  alertLine.textContent = "";
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(data), headers: { "X-Live": "1" },
    });
    if (answer.status === 429) { alertLine.textContent = await answer.text(); return; }
    if (!answer.ok || answer.status === 205) throw new Error(answer.status);
    show(await answer.text(), answer.headers.get("X-Next-Key"));
    if (form === composer) box.value = "";
  } catch (error) {
    if (String(error.message) === "205") { location.reload(); return; }
    alertLine.textContent = composer.dataset.failed;
  } finally {
    busy = false;
    composer.removeAttribute("aria-busy");
  }
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

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== "/chat") return;
  event.preventDefault();
  send(form, new FormData(form, event.submitter));
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});
