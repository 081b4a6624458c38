/* Turning pages: the arrow keys and a swipe follow the links to what comes before and after. */

const LONGEST = 700; /* milliseconds that a swipe may take */
const WIDE = 70; /* pixels that it has to cover */
const STEADY = 2.5; /* times wider than high */
const EDGE = 24; /* pixels that belong to the system's own gesture */

/** Where arrows and swipes have another meaning. */
const BUSY = "input, textarea, select, audio, video, dialog, [contenteditable], [role=dialog], [role=application]";

function turn(direction) {
  document.querySelector(`a[rel~=${direction}]`)?.click();
}

function isZoomed() {
  return (window.visualViewport?.scale ?? 1) > 1.05 || document.fullscreenElement !== null;
}

function isBusy(target) {
  return Boolean(target.closest?.(BUSY) || document.querySelector("dialog[open], [aria-modal=true]"));
}

/** Whether something around ``target``, or the whole page, can be moved sideways itself. */
function scrollsSideways(target) {
  for (let box = target; box instanceof Element; box = box.parentElement) {
    if (box.scrollWidth <= box.clientWidth + 1) continue;
    if (box === document.documentElement || /auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
  }
  return false;
}

addEventListener("keydown", (event) => {
  const direction = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!direction || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (isZoomed() || isBusy(event.target) || scrollsSideways(event.target)) return;
  turn(direction);
});

let start = null;

addEventListener(
  "touchstart",
  (event) => {
    const [touch] = event.touches;
    const atEdge = touch.clientX < EDGE || touch.clientX > innerWidth - EDGE;
    const one = event.touches.length === 1 && !atEdge && !isZoomed() && !isBusy(event.target);
    start = one && !scrollsSideways(event.target) ? { x: touch.clientX, y: touch.clientY, time: event.timeStamp } : null;
  },
  { passive: true },
);

addEventListener("touchcancel", () => (start = null), { passive: true });

addEventListener(
  "touchend",
  (event) => {
    const from = start;
    start = null;
    if (!from || event.touches.length || event.defaultPrevented || event.timeStamp - from.time > LONGEST) return;
    const across = event.changedTouches[0].clientX - from.x;
    const down = event.changedTouches[0].clientY - from.y;
    if (Math.abs(across) < WIDE || Math.abs(across) < STEADY * Math.abs(down)) return;
    if (isZoomed() || !getSelection().isCollapsed) return;
    turn(across < 0 ? "next" : "prev");
  },
  { passive: true },
);
