// Two versions of an article: who writes in a box chooses it, and long texts open at their first change.
"use strict";

(() => {
  for (const own of document.querySelectorAll(".own")) {
    const radio = own.querySelector("input[type=radio]");
    own.querySelector("textarea").addEventListener("input", () => {
      radio.checked = true;
    });
  }

  for (const said of document.querySelectorAll(".said")) {
    const first = said.querySelector("ins, del");
    if (first) {
      said.scrollTop = Math.max(0, first.offsetTop - said.offsetTop - said.clientHeight / 3);
    }
  }

  const unchosen = document.querySelector("fieldset.choice.errors input[type=radio]");
  if (unchosen) {
    unchosen.focus();
  }
})();
