/* What this device has chosen, told to the style sheets before anything is painted. */
(() => {
  const root = document.documentElement;
  const paper = { light: "#fcfaf5", sepia: "#f3e9d2", dark: "#171613" };
  const colours = [...document.querySelectorAll("meta[name=theme-color]")];
  const system = colours.map((meta) => meta.content);

  function recall() {
    try {
      for (const name of ["theme", "size", "large", "keep"]) {
        const chosen = localStorage.getItem(`newsroom.${name}`);
        if (chosen) root.dataset[name] = chosen;
        else delete root.dataset[name];
      }
    } catch {
      // Nothing can be remembered here.
    }
    colour();
  }

  function colour() {
    colours.forEach((meta, at) => {
      meta.content = paper[root.dataset.theme] || system[at];
    });
  }

  root.dataset.script = "";
  recall();
  // Chosen in another window, or before the reader came back here.
  for (const moment of ["storage", "pageshow"]) addEventListener(moment, recall);
  // What is chosen on this page holds for it, even where a full or forbidden store does not take it.
  addEventListener("preferences", colour);
})();
