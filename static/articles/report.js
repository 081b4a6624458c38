// A selected passage can be reported from where it stands: the link below the article appears beside it.

const LONGEST = 300;
const link = document.getElementById("report-link");
const story = document.querySelector(".story--whole");

const here = document.createElement("a");
here.className = "report-here";
here.rel = "nofollow";
here.hidden = true;

const passageOf = (selection) => {
  const inside = selection.rangeCount && story.contains(selection.anchorNode) && story.contains(selection.focusNode);
  const text = inside ? selection.toString().trim().replace(/\s+/gu, " ") : "";
  return [...text].slice(0, LONGEST).join("");
};

// In the page's order it follows the paragraph in which the selection ends, to the eye the selection's last line.
const place = (range) => {
  const end = range.endContainer;
  const block = (end instanceof Element ? end : end.parentElement).closest("p, h1, h2, h3, blockquote, figure");
  if (block && story.contains(block)) {
    block.after(here);
  } else {
    story.append(here);
  }
  const last = [...range.getClientRects()].at(-1);
  const origin = (here.offsetParent ?? document.documentElement).getBoundingClientRect();
  const left = Math.min(last.right, document.documentElement.clientWidth - here.offsetWidth - 8);
  here.style.setProperty("--left", `${left - origin.left}px`);
  here.style.setProperty("--top", `${last.bottom + 8 - origin.top}px`);
};

const follow = () => {
  const selection = document.getSelection();
  const passage = passageOf(selection);
  if (!passage) {
    // With the focus on it, it has been reached by keyboard, and some browsers drop the selection then.
    here.hidden = here !== document.activeElement;
    return;
  }
  here.href = `${link.href}?${new URLSearchParams({ passage })}`;
  here.hidden = false;
  place(selection.getRangeAt(0));
};

let waiting;

const followSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(follow, 150);
};

if (link && story) {
  here.textContent = link.textContent;
  here.lang = document.documentElement.lang;
  // Pressing it must not end the selection before it has been clicked.
  here.addEventListener("pointerdown", (event) => event.preventDefault());
  here.addEventListener("mousedown", (event) => event.preventDefault());
  here.addEventListener("blur", followSoon);
  document.addEventListener("selectionchange", followSoon);
  // From a selection Tab leads to it, unless the focus is somewhere in particular.
  document.addEventListener("keydown", (event) => {
    const focused = document.activeElement;
    if (event.key === "Tab" && !event.shiftKey && !here.hidden && focused !== here && focused.contains(here)) {
      event.preventDefault();
      here.focus();
    }
  });
}
