// Copies a reference. The buttons are shown only where copying is possible.

const said = document.querySelector("[data-copied]");

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
  said.textContent = "";
  // Said again when the same button is pressed twice: a change is what is read out.
  requestAnimationFrame(() => (said.textContent = said.dataset.copied));
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
