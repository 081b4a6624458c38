// The text of each part: a bar of tools above it, and its length counted as papers count.
"use strict";

{
  const template = document.getElementById("body-tools");
  const form = document.getElementById("article_form");
  const PAUSE = 1500;

  const GAP = /\n[^\S\n]*\n\s*/gu;
  const MARK = /^(?:##(?: |$)|>(?: |$)|\\(?=\\|##(?: |$)|>(?: |$)|!\[|---$))/u;
  const FIXED = /^(?:---|!\[.*\]\([^()]*\))$/su;
  const SIGNS = { crosshead: "## ", quote: "> ", paragraph: "" };
  const IDEOGRAPHS = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}〇]/gu;
  // As ``articles.issue_text.length`` counts: a word or number of other scripts is one, any other sign is one.
  const COUNTED = /[0-9A-Za-z\u00c0-\u024f]+(?:[.,:/'’%\-]+[0-9A-Za-z\u00c0-\u024f]+)*|[^\s\x00-\x7f]/gu;

  // Changes go in as if they were typed, so that the browser can undo them.
  const replace = (field, from, to, text) => {
    field.focus();
    field.setSelectionRange(from, to);
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!done) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  };

  // From where to where the blocks reach that the selection touches.
  const blocksAround = ({ value, selectionStart, selectionEnd }) => {
    let from = 0;
    let to = value.length;
    for (const gap of value.matchAll(GAP)) {
      if (gap.index + gap[0].length <= selectionStart) from = gap.index + gap[0].length;
      else if (gap.index >= selectionEnd) {
        to = gap.index;
        break;
      }
    }
    return [Math.min(from, to), to];
  };

  const withoutMark = (block) => block.replace(MARK, "");

  const marked = (block, kind) => (FIXED.test(block.trim()) ? block : SIGNS[kind] + withoutMark(block));

  const setKind = (field, kind) => {
    const [from, to] = blocksAround(field);
    const before = field.value.slice(from, to);
    const pieces = before.split(/(\n[^\S\n]*\n\s*)/u);
    const blocks = pieces.filter((_piece, index) => index % 2 === 0);
    const again = kind !== "paragraph" && before && blocks.every((block) => block.startsWith(SIGNS[kind]));
    const after = pieces.map((piece, i) => (i % 2 ? piece : marked(piece, again ? "paragraph" : kind))).join("");
    const behind = to - field.selectionEnd;
    if (after !== before) replace(field, from, to, after);
    else field.focus();
    const at = Math.max(from, from + after.length - behind);
    field.setSelectionRange(at, at);
  };

  const insertBlock = (field, block) => {
    const [from, to] = blocksAround(field);
    const atEnd = field.value.slice(to).trim() === "";
    replace(field, to, to, `${from === to ? "" : "\n\n"}${block}${atEnd ? "\n\n" : ""}`);
  };

  // What is pasted: a phrase stays within its paragraph, several blocks stand apart from what is there.
  const insertText = (field, text) => {
    const { value, selectionStart, selectionEnd } = field;
    const above = value.slice(0, selectionStart);
    const below = value.slice(selectionEnd);
    const several = text.includes("\n\n") || MARK.test(text) || FIXED.test(text);
    const open = several && above.trim() && !/\n\s*\n$/u.test(above) ? "\n\n" : "";
    const close = several && below.trim() && !/^\n\s*\n/u.test(below) ? "\n\n" : "";
    replace(field, selectionStart, selectionEnd, open + text + close);
  };

  const printed = (body) => body.split(GAP).map((block) => block.trim())
    .filter((block) => !FIXED.test(block)).map(withoutMark).join("\n");

  const lengthOf = (body) => {
    const text = printed(body);
    return { ideographs: (text.match(IDEOGRAPHS) ?? []).length, characters: (text.match(COUNTED) ?? []).length };
  };

  const show = (place, length) => {
    if (!place) return;
    place.querySelector("[data-ideographs]").textContent = length.ideographs;
    place.querySelector("[data-characters]").textContent = length.characters;
  };

  const bodies = () => [...form.querySelectorAll("textarea.body-text")].filter(
    (field) => !field.name.includes("__prefix__"));

  const isStaying = (field) => !field.closest(".inline-related")?.querySelector("input[name$=-DELETE]")?.checked;

  let telling = 0;
  const count = () => {
    const whole = { ideographs: 0, characters: 0 };
    for (const field of bodies()) {
      const length = lengthOf(field.value);
      show(field.parentElement.querySelector(".body-tools"), length);
      if (isStaying(field)) {
        whole.ideographs += length.ideographs;
        whole.characters += length.characters;
      }
    }
    show(document.getElementById("article-length"), whole);
    // Whoever listens is told when the writing pauses, not with each key.
    clearTimeout(telling);
    telling = setTimeout(() => show(document.getElementById("article-length-told"), whole), PAUSE);
  };

  const picturesOnForm = () => [...form.querySelectorAll("#pictures-group .inline-related:not(.empty-form)")]
    .filter((row) => !row.querySelector("input[name$=-DELETE]")?.checked)
    .map((row) => ({
      name: row.querySelector("input[name$=-name]")?.value.trim(),
      caption: row.querySelector("input[name$=-caption]")?.value.trim(),
      image: row.querySelector(".field-preview img, .field-preview canvas"),
    }))
    .filter(({ name }) => name);

  const dialog = document.getElementById("picture-dialog");

  const choosePicture = (field) => {
    const list = dialog.querySelector("ul");
    list.replaceChildren(...picturesOnForm().map(({ name, caption, image }) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      if (image) {
        const thumb = document.createElement("canvas");
        const width = image.naturalWidth || image.width;
        const height = image.naturalHeight || image.height;
        thumb.height = 60;
        thumb.width = Math.round((60 * width) / (height || 1)) || 80;
        thumb.getContext("2d").drawImage(image, 0, 0, thumb.width, thumb.height);
        button.append(thumb);
      }
      button.append(Object.assign(document.createElement("span"), { textContent: caption || name }));
      button.addEventListener("click", () => {
        dialog.close();
        insertBlock(field, `![](${name})`);
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    dialog.querySelector(".none").hidden = list.childElementCount > 0;
    dialog.showModal();
  };

  const act = (field, action) => {
    if (action === "picture") choosePicture(field);
    else if (action === "separator") insertBlock(field, "---");
    else setKind(field, action);
  };

  const equip = (field) => {
    if (field.parentElement.querySelector(".body-tools") || field.name.includes("__prefix__")) return;
    const tools = template.content.firstElementChild.cloneNode(true);
    tools.setAttribute("aria-controls", field.id);
    tools.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-block]");
      if (button) act(field, button.dataset.block);
    });
    field.before(tools);
    field.addEventListener("body:act", ({ detail }) => act(field, detail));
    field.addEventListener("body:insert", ({ detail }) => insertText(field, detail));
  };

  if (template && form) {
    bodies().forEach(equip);
    form.addEventListener("formset:added", () => {
      bodies().forEach(equip);
      count();
    });
    form.addEventListener("input", count);
    form.addEventListener("change", count);
    document.addEventListener("formset:removed", count);
    count();
  }
}
