/*
 * Listening: the article read aloud by the device, in the order in which it is read.
 *
 * It is spoken sentence by sentence, because browsers break off long texts. A sentence that runs over the end of
 * a page is one sentence. Pausing stops the voice and remembers the sentence: a paused voice is lost on phones.
 */

const SPOKEN = [
  ".kicker, .headline, .deck, .people",
  ".corrections__title, .corrections__one > p:not(.corrections__when)",
  ".note p, .text > p, .text > h3, .text > blockquote, .text > figure figcaption",
].join();
const UNSPOKEN = ".jump, .page-mark, .visually-hidden, rt, [aria-hidden=true], [hidden]";
const SENTENCE = /[^。！？!?；…]+[。！？!?；…]*[”’」』）》]*|[。！？!?；…]+/g;
/* A sentence longer than this is spoken in clauses. */
const LONGEST = 120;
const CLAUSE = /[^，、：,:]+[，、：,:]*/g;
/* What may be wrong with one sentence, and not with the voice. */
const SKIPPED = new Set(["text-too-long", "invalid-argument"]);

const voices = window.speechSynthesis;
const article = document.querySelector("article.story--whole");
const listen = document.querySelector(".listen");
const [start, player, pause, back, on, rate, stop] = [
  ".listen__start",
  ".listen__player",
  ".listen__pause",
  ".listen__back",
  ".listen__on",
  ".listen__rate select",
  ".listen__stop",
].map((selector) => listen.querySelector(selector));
const status = listen.querySelector("[role=status]");
const highlight = typeof Highlight === "function" && CSS.highlights ? new Highlight() : null;
if (highlight) CSS.highlights.set("reading", highlight);

let voice = null;
let sentences = [];
let at = 0;
let state = "silent";
/* Kept, or the browser may forget it before it has been spoken. */
let utterance = null;

/* What is read ---------------------------------------------------------------------- */

/** The article as sentences, each with its text, the blocks it stands in and the ranges that it covers. */
function sentencesOf(article) {
  return paragraphsOf(article).flatMap(sentencesIn);
}

/** Paragraphs as lists of text nodes; one that goes on on another page is one with its beginning. */
function paragraphsOf(article) {
  const paragraphs = [];
  let open = null;
  for (const block of article.querySelectorAll(SPOKEN)) {
    if (block.closest(UNSPOKEN) || block.parentElement.closest(SPOKEN)) continue;
    const nodes = textNodesOf(block);
    if (!nodes.length) continue;
    if (block.matches(".goes-on") && open) open.push(...nodes);
    else paragraphs.push(nodes);
    if (block.matches(".text > p")) open = paragraphs.at(-1);
  }
  return paragraphs;
}

function textNodesOf(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(UNSPOKEN) || !node.data.trim() ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function sentencesIn(nodes) {
  const text = nodes.map((node) => node.data).join("");
  const found = [];
  for (const sentence of text.matchAll(SENTENCE)) {
    const stretches = sentence[0].length > LONGEST ? clausesOf(sentence[0]) : [sentence[0]];
    let from = sentence.index;
    for (const stretch of stretches) {
      const spoken = stretch.replace(/^[\s　—]+|[\s　]+$/g, "");
      if (/[\p{L}\p{N}]/u.test(spoken)) found.push({ text: spoken, ranges: rangesOf(nodes, from, from + stretch.length) });
      from += stretch.length;
    }
  }
  return found;
}

/** A long sentence in as few stretches as its commas allow. */
function clausesOf(sentence) {
  const stretches = [""];
  for (const clause of sentence.match(CLAUSE) ?? [sentence]) {
    if ((stretches.at(-1) + clause).length > LONGEST && stretches.at(-1)) stretches.push(clause);
    else stretches[stretches.length - 1] += clause;
  }
  return stretches;
}

/** The places of the characters ``from`` to ``to`` of the text nodes taken together. */
function rangesOf(nodes, from, to) {
  const ranges = [];
  let passed = 0;
  for (const node of nodes) {
    const first = Math.max(from - passed, 0);
    const last = Math.min(to - passed, node.data.length);
    if (first < last) {
      const range = new Range();
      range.setStart(node, first);
      range.setEnd(node, last);
      ranges.push(range);
    }
    passed += node.data.length;
  }
  return ranges;
}

/* Speaking -------------------------------------------------------------------------- */

function speak() {
  silence();
  if (at >= sentences.length) return finish("ended");
  const mine = new SpeechSynthesisUtterance(sentences[at].text);
  utterance = mine;
  mine.voice = voice;
  mine.lang = voice.lang.split("_#")[0].replace("_", "-");
  mine.rate = Number(rate.value);
  const goOn = () => {
    if (utterance !== mine) return;
    at += 1;
    speak();
  };
  mine.onend = goOn;
  // Only what is wrong with this sentence is passed over: a voice that fails would rush to the end in silence.
  mine.onerror = ({ error }) => {
    if (SKIPPED.has(error)) goOn();
    else if (utterance === mine) hold();
  };
  mark(sentences[at]);
  voices.speak(mine);
}

function silence() {
  utterance = null;
  voices.cancel();
}

function begin() {
  sentences = sentencesOf(article);
  at = 0;
  start.hidden = true;
  player.hidden = false;
  document.body.classList.add("is-listening");
  resume();
  pause.focus();
}

function resume() {
  become("reading");
  speak();
}

function hold() {
  silence();
  become("paused");
}

function finish(why = "") {
  const focused = player.contains(document.activeElement);
  silence();
  mark(null);
  start.hidden = false;
  player.hidden = true;
  document.body.classList.remove("is-listening");
  become(why);
  if (focused) start.focus();
}

function move(by) {
  at = Math.min(Math.max(at + by, 0), sentences.length - 1);
  if (state === "reading") speak();
  else mark(sentences[at]);
}

function become(now) {
  state = now;
  status.textContent = status.dataset[now] ?? "";
  const [toPause, toContinue] = pause.children;
  toPause.hidden = now === "paused";
  toContinue.hidden = now !== "paused";
}

/** Show what is being read, and keep it in view. */
function mark(sentence) {
  for (const block of article.querySelectorAll(".is-read")) block.classList.remove("is-read");
  highlight?.clear();
  if (!sentence) return;
  for (const range of sentence.ranges) {
    if (highlight) highlight.add(range);
    else range.startContainer.parentElement.closest(SPOKEN).classList.add("is-read");
  }
  const box = sentence.ranges[0].getBoundingClientRect();
  const bottom = innerHeight - player.offsetHeight;
  if (box.top < 0 || box.bottom > bottom) scrollBy({ top: box.top - bottom / 3 });
}

/* Setting up ------------------------------------------------------------------------ */

/** A voice that speaks Chinese, of the mainland before others; phones write zh_CN. */
function chineseVoice() {
  const chinese = voices.getVoices().filter(({ lang }) => /^(zh|cmn)\b|^(zh|cmn)_/i.test(lang));
  const score = ({ lang, localService }) => 2 * /cn|hans/i.test(lang) + Boolean(localService);
  return chinese.sort((one, other) => score(other) - score(one))[0] ?? null;
}

/** Voices arrive late, and may never. */
function offer() {
  voice = chineseVoice();
  listen.hidden = !voice;
}

function recall() {
  try {
    const kept = localStorage.getItem("newsroom.rate");
    if ([...rate.options].some((option) => option.value === kept)) rate.value = kept;
  } catch {
    // Nothing is remembered here.
  }
}

start.addEventListener("click", begin);
stop.addEventListener("click", () => finish());
pause.addEventListener("click", () => (state === "reading" ? hold() : resume()));
back.addEventListener("click", () => move(-1));
on.addEventListener("click", () => move(1));
rate.addEventListener("change", () => {
  try {
    localStorage.setItem("newsroom.rate", rate.value);
  } catch {
    // Then for this article only.
  }
  if (state === "reading") speak();
});
addEventListener("pagehide", () => finish());
voices.addEventListener?.("voiceschanged", offer);
recall();
offer();
