/* The reading settings: what is chosen here is kept on this device and applied by preferences.js. */

const root = document.documentElement;
const comfort = document.querySelector(".comfort");
const settings = comfort.querySelector(".comfort__settings");
const choices = [...settings.querySelectorAll("[data-preference]")];

/** What an unmarked choice stands for: the first radio button of a group, an empty box. */
function chosen(input) {
  return input.type === "checkbox" && !input.checked ? "" : input.value;
}

function remember(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(`newsroom.${name}`, value);
    else localStorage.removeItem(`newsroom.${name}`);
  } catch {
    // Private windows of some browsers keep nothing.
  }
  dispatchEvent(new Event("preferences"));
}

function show() {
  for (const input of choices) input.checked = (root.dataset[input.dataset.preference] ?? "") === input.value;
}

for (const input of choices) input.addEventListener("change", () => remember(input.dataset.preference, chosen(input)));
show();
for (const moment of ["storage", "pageshow"]) addEventListener(moment, show);

function close() {
  settings.open = false;
}

document.addEventListener("click", (event) => settings.contains(event.target) || close());
document.addEventListener("focusin", (event) => settings.contains(event.target) || close());
settings.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !settings.open) return;
  close();
  settings.querySelector("summary").focus();
});

/* What only some pages need is fetched by those. */
if (document.querySelector("a[rel~=prev], a[rel~=next]")) import(comfort.dataset.turning);
if (comfort.querySelector(".listen") && "speechSynthesis" in window) import(comfort.dataset.listening);
if ("serviceWorker" in navigator) addEventListener("load", () => import(comfort.dataset.keeping));
else root.dataset.keepsNothing = "";
