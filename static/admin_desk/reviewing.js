// On a page under review: Alt with the arrows goes from story to story, changes included.
// On the sheet: a button that prints it.
"use strict";

(() => {
  const print = document.querySelector(".print-button");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  const stops = [...document.querySelectorAll(".change, .proof-piece")];
  const writes = (element) => element.closest("input, textarea, select, [contenteditable]");

  const go = (step) => {
    const at = stops.indexOf(document.activeElement);
    const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "start" });
  };

  for (const hint of document.querySelectorAll(".keys")) {
    hint.hidden = false;
  }
  for (const stop of stops) {
    stop.tabIndex = -1;
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.altKey || event.ctrlKey || event.metaKey || writes(event.target)) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      go(step);
    }
  });
})();
