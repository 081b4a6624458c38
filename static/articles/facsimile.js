/* The printed page enlarged: OpenSeadragon in a dialog, loaded when a reader asks for it. */

const STEP = 1.5;
/* What the viewer does with keys beyond moving and sizing, such as turning the page around, nobody asked for. */
const KEYS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "+", "=", "-", "_", "0"]);

const facsimile = document.querySelector(".facsimile");
const sheet = facsimile.querySelector(".facsimile__sheet");
const button = facsimile.querySelector(".facsimile__zoom");
const dialog = facsimile.querySelector(".zoom");
const stage = dialog.querySelector(".zoom__stage");
const level = dialog.querySelector(".zoom__level");
let viewer = null;

function isForAnotherTab({ ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey;
}

function load(url) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: url, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

/** The viewer adds a style element, which the site forbids, unless it finds one: this one is none but in name. */
function keepStylesOut() {
  const mark = document.createElementNS(null, "style");
  mark.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(mark);
}

/** All areas of the page as one drawing, whose links have the names of their headlines. */
function areas() {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.classList.add("zoom__areas");
  for (const own of facsimile.querySelectorAll(".facsimile__stories svg")) {
    drawing.setAttribute("viewBox", own.getAttribute("viewBox"));
    const link = document.createElementNS(drawing.namespaceURI, "a");
    link.setAttribute("href", own.closest("a").href);
    link.append(...[...own.children].map((child) => child.cloneNode(true)));
    drawing.append(link);
  }
  return drawing;
}

/** Without a network one size of the page is kept, and stands for every other. */
async function keptLevel(levels) {
  const picture = Object.assign(new Image(), { src: levels.at(-1).url });
  await picture.decode();
  return [{ url: picture.src, width: picture.naturalWidth, height: picture.naturalHeight }];
}

function openViewer(levels) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  viewer = OpenSeadragon({
    element: stage,
    tileSources: { type: "legacy-image-pyramid", levels },
    drawer: "canvas",
    showNavigationControl: false,
    animationTime: still ? 0 : 0.7,
    maxZoomPixelRatio: 2.5,
    visibilityRatio: 0.6,
    minZoomImageRatio: 0.8,
    zoomPerClick: STEP,
  });
  viewer.canvas.setAttribute("role", "group");
  viewer.canvas.setAttribute("aria-label", stage.dataset.label);
  viewer.addHandler("open", placeAreas);
  viewer.addHandler("zoom", showLevel);
  viewer.addHandler("canvas-key", (event) => {
    const { key, ctrlKey, altKey, metaKey } = event.originalEvent;
    event.preventDefaultAction = !KEYS.has(key) || ctrlKey || altKey || metaKey;
  });
  viewer.addHandler("canvas-click", (event) => {
    const link = event.originalTarget.closest?.("a");
    if (!link) return;
    event.preventDefaultAction = true;
    // Not after the page was dragged, even if that began upon a story.
    if (event.quick && !isForAnotherTab(event.originalEvent)) location.assign(link.href.baseVal);
  });
  viewer.canvas.focus();
}

function placeAreas() {
  const { x: width, y: height } = viewer.world.getItemAt(0).getContentSize();
  const drawing = areas();
  viewer.addOverlay({ element: drawing, location: new OpenSeadragon.Rect(0, 0, 1, height / width) });
  // The viewer cancels clicks, since they may end a drag; the keyboard's and those for another tab may not.
  drawing.addEventListener("click", (event) => {
    if (!event.detail || isForAnotherTab(event)) event.stopPropagation();
  });
  showLevel();
}

/** A link that the keyboard reaches is moved into sight. */
function showLink({ target }) {
  const drawing = target.closest(".zoom__areas");
  if (!drawing || !viewer || !target.matches(":focus-visible")) return;
  const [, , across] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const { x, y, width, height } = target.getBBox();
  viewer.viewport.panTo(new OpenSeadragon.Point((x + width / 2) / across, (y + height / 2) / across));
  viewer.viewport.applyConstraints();
}

function showLevel() {
  const { viewport } = viewer;
  level.value = `${Math.round((100 * viewport.getZoom()) / viewport.getHomeZoom())}%`;
}

const actions = {
  in: () => viewer?.viewport?.zoomBy(STEP).applyConstraints(),
  out: () => viewer?.viewport?.zoomBy(1 / STEP).applyConstraints(),
  whole: () => viewer?.viewport?.goHome(),
  close: () => dialog.close(),
};

async function enlarge(event) {
  if (isForAnotherTab(event) || dialog.open) return;
  event.preventDefault();
  dialog.showModal();
  try {
    if (!window.OpenSeadragon) {
      await load(button.dataset.viewer);
      keepStylesOut();
    }
    const offered = JSON.parse(button.dataset.levels);
    const levels = navigator.onLine ? offered : await keptLevel(offered);
    if (dialog.open && !viewer) openViewer(levels);
  } catch {
    // Without the viewer the browser's own way to look at a picture is left.
    location.assign(sheet.href);
  }
}

dialog.addEventListener("close", () => {
  viewer?.destroy();
  viewer = null;
  level.value = "";
});
// Not on the drawing itself: one that listens for the focus can take it, and would be a stop of its own.
stage.addEventListener("focusin", showLink);
dialog.addEventListener("click", ({ target }) => actions[target.dataset.zoom]?.());
button.addEventListener("click", enlarge);
sheet.addEventListener("click", enlarge);
button.hidden = false;
