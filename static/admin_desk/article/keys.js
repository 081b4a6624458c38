// What the keyboard does on an article's form. While an input method composes, every key is its own.
"use strict";

{
  const form = document.getElementById("article_form");
  const help = document.getElementById("keys-dialog");
  const BLOCKS = { Digit1: "paragraph", Digit2: "crosshead", Digit3: "quote", Digit4: "separator", Digit5: "picture" };
  const PLACE = "newsroom-place";
  const FRESH = 60_000;

  const isText = (element) => element instanceof HTMLTextAreaElement || (
    element instanceof HTMLInputElement && element.type === "text");

  // Saving loads the form again; whoever saves goes on writing where they were.
  const rememberPlace = () => {
    const field = document.activeElement;
    if (!form.contains(field) || !isText(field) || !field.name) return;
    const { name, selectionStart, selectionEnd, scrollTop } = field;
    const top = field.getBoundingClientRect().top;
    try {
      sessionStorage.setItem(PLACE, JSON.stringify({
        name, selectionStart, selectionEnd, scrollTop, top, at: Date.now(), path: location.pathname,
      }));
    } catch {
      // A device that keeps nothing begins at the top again.
    }
  };

  const takePlace = () => {
    try {
      const place = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
      return place;
    } catch {
      return null;
    }
  };

  const returnToPlace = () => {
    const place = takePlace();
    if (!place || place.path !== location.pathname || Date.now() - place.at > FRESH) return;
    const field = form.elements.namedItem(place.name);
    if (!isText(field) || document.querySelector(".errornote")) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(place.selectionStart, place.selectionEnd);
    field.scrollTop = place.scrollTop;
    scrollBy(0, field.getBoundingClientRect().top - place.top);
  };

  const save = () => {
    const button = form.querySelector("input[name=_continue]") ?? form.querySelector("input[name=_save]");
    if (button && !form.inert) form.requestSubmit(button);
  };

  const onBody = (action) => {
    const field = document.activeElement;
    if (!field?.matches("textarea.body-text")) return false;
    field.dispatchEvent(new CustomEvent("body:act", { detail: action }));
    return true;
  };

  const done = (event) => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (!(ctrlKey || metaKey) || shiftKey) return false;
    if (!altKey && key.toLowerCase() === "s") save();
    else if (!altKey && code === "Slash") help.showModal();
    else if (altKey && code === "KeyP") document.getElementById("preview-toggle")?.click();
    else return Boolean(altKey && BLOCKS[code]) && onBody(BLOCKS[code]);
    return true;
  };

  if (form && help) {
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.getModifierState("AltGraph")) {
        return;
      }
      if (done(event)) event.preventDefault();
    });
    const open = document.getElementById("keys-open");
    open.hidden = false;
    open.addEventListener("click", () => help.showModal());
    form.addEventListener("submit", rememberPlace);
    addEventListener("load", () => setTimeout(returnToPlace));
  }
}
