// What a petition page can do more when scripts run. Nothing is stored in the browser, and without this file all works.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (await copied(source)) button.textContent = button.dataset.done;
  });
}

async function copied(source) {
  getSelection().selectAllChildren(source); // where copying is refused the words stand marked
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
