// The board without loading it anew: its forms are sent in the background, what they answer takes the board's
// place, and whoever works by keyboard stays where they were. Articles and pages are dragged, too.
"use strict";

(() => {
  const board = document.getElementById("board");
  const told = document.getElementById("board-told");
  const dialog = document.getElementById("board-move");

  // --- sending -------------------------------------------------------------------------------------

  let sending = Promise.resolve();

  // What was done goes by itself; what somebody should know stays until the next act, or until it is clicked away.
  const SECONDS = 8;
  let going;

  const tell = (level, sentences) => {
    clearTimeout(going);
    told.className = `board-told ${level}`;
    told.textContent = sentences.join("\n");
    if (level === "success") {
      going = setTimeout(() => told.replaceChildren(), SECONDS * 1000);
    }
  };

  told.addEventListener("click", () => told.replaceChildren());

  const levelOf = (sentences) => ["error", "warning"].find(
    (level) => sentences.some(([each]) => each === level)) || "success";

  // What preflight finds is asked for after the board and put where it belongs; what it found before stays meanwhile.

  const found = (within) => [...within.querySelectorAll("[data-found]")];

  const putFound = (elements) => {
    const places = new Map(found(board).map((place) => [place.dataset.found, place]));
    for (const element of elements) {
      const place = places.get(element.dataset.found);
      if (place) {
        const wasOpen = place.querySelector("details[open]");
        place.replaceWith(element);
        if (wasOpen) {
          element.querySelector("details")?.setAttribute("open", "");
        }
      }
    }
  };

  let asked = 0;

  const check = async () => {
    asked += 1;
    const mine = asked;
    try {
      const response = await fetch("found/");
      const answer = await response.json();
      if (mine === asked) {
        const parsed = document.createElement("template");
        parsed.innerHTML = answer.found;
        putFound(found(parsed.content));
        board.dataset.checked = "true";
      }
    } catch {
      tell("error", [board.dataset.unchecked]);
    }
  };

  const send = async (url, data) => {
    asked += 1;
    delete board.dataset.checked;
    board.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, {method: "POST", body: data, headers: {Accept: "application/json"}});
      const answer = await response.json();
      const focus = document.activeElement?.id;
      const before = found(board);
      board.innerHTML = answer.board;
      putFound(before);
      document.getElementById(focus)?.focus({preventScroll: true});
      tell(levelOf(answer.told), answer.told.map(([, sentence]) => sentence));
    } catch {
      tell("error", [board.dataset.failed]);
    } finally {
      board.removeAttribute("aria-busy");
    }
    check();
  };

  // One after the other: what is asked for next is about the board that the last answer brought.
  const enqueue = (act) => {
    sending = sending.then(act);
  };

  const formData = (form, fields = {}) => {
    const data = new FormData(form);
    for (const [name, value] of Object.entries(fields)) {
      data.set(name, value);
    }
    return data;
  };

  const press = (id) => enqueue(() => {
    const button = document.getElementById(id);
    if (!button || button.getAttribute("aria-disabled") === "true") {
      return undefined;
    }
    return send(button.form.action, formData(button.form, {[button.name]: button.value}));
  });

  document.addEventListener("submit", (event) => {
    const {target: form, submitter} = event;
    if (!board.contains(form) && form.parentElement !== dialog) {
      return;
    }
    event.preventDefault();
    if (submitter?.classList.contains("move")) {
      press(submitter.id);
      return;
    }
    const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const data = formData(form, submitter?.name ? {[submitter.name]: submitter.value} : {});
    if (dialog?.open) {
      dialog.close();
    }
    enqueue(() => send(url, data));
  });

  // --- moving to another page ----------------------------------------------------------------------

  const cards = () => [...board.querySelectorAll(".board-card")];
  const cardOf = (element) => element.closest(".board-card");
  const rowsOf = (card) => [...card.querySelectorAll(".board-row")];
  const seenOn = (card) => card.querySelector("form[id^=card-] input[name=seen]").value;

  const isOpen = (card) => card.querySelector("form[id^=card-]") !== null;

  const moveTo = (part, page, place) => enqueue(() => {
    const row = document.getElementById(`part-${part}`);
    const card = document.getElementById(`page-${page}`);
    if (!row || !card || cardOf(row) === card || !isOpen(cardOf(row)) || !isOpen(card)) {
      return undefined;
    }
    const fields = {page, seen_on: cardOf(row).dataset.page, seen: seenOn(card), ...(place ? {place} : {})};
    return send(`part/${part}/move/`, formData(document.getElementById(`card-${page}`), fields));
  });

  board.addEventListener("click", (event) => {
    const link = event.target.closest(".board-move");
    if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const row = link.closest(".board-row");
    const form = dialog.querySelector("form");
    form.action = `part/${row.dataset.part}/move/`;
    form.elements.seen_on.value = cardOf(row).dataset.page;
    form.elements.page.replaceChildren(...cards().filter((card) => card !== cardOf(row) && isOpen(card)).map(
      (card) => new Option(card.dataset.title, card.dataset.page)));
    dialog.querySelector(".board-moving").textContent = row.querySelector(".board-headline").textContent;
    dialog.showModal();
  });

  dialog?.querySelector(".board-close").addEventListener("click", () => dialog.close());

  // --- by keyboard ---------------------------------------------------------------------------------

  const STEPS = {ArrowUp: -1, ArrowDown: 1};

  board.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!dialog || !step || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
      return;
    }
    const row = event.target.closest(".board-row");
    const card = cardOf(event.target);
    if (!card || (event.shiftKey && !row)) {
      return;
    }
    event.preventDefault();
    if (event.shiftKey) {
      const all = cards();
      const other = all[all.indexOf(card) + step];
      if (other) {
        moveTo(row.dataset.part, other.dataset.page);
      }
    } else {
      press(`${(row || card).id}-${step < 0 ? "up" : "down"}`);
    }
  });

  // --- by hand -------------------------------------------------------------------------------------

  let dragged = null;

  const MARKS = ["drop-before", "drop-after", "drop-end"];

  const unmark = () => {
    for (const marked of board.querySelectorAll(".drop-before, .drop-after, .drop-end")) {
      marked.classList.remove(...MARKS);
    }
  };

  // Where a drop would put what is dragged: beside an article or a page, or at the end of a page.
  const placeUnder = (event) => {
    const card = cardOf(event.target);
    if (!card) {
      return null;
    }
    if (dragged.classList.contains("board-card")) {
      const box = card.getBoundingClientRect();
      return {card, element: card, after: event.clientX > box.left + box.width / 2};
    }
    if (!isOpen(card)) {
      return null;
    }
    const row = event.target.closest(".board-row");
    if (!row) {
      return {card, element: card.querySelector(".board-rows"), end: true};
    }
    const box = row.getBoundingClientRect();
    return {card, row, element: row, after: event.clientY > box.top + box.height / 2};
  };

  const orderWith = (all, moved, place) => {
    const others = all.filter((element) => element !== moved);
    const beside = others.indexOf(place.element);
    const at = place.end || beside < 0 ? others.length : beside + (place.after ? 1 : 0);
    return [...others.slice(0, at), moved, ...others.slice(at)];
  };

  const dropPage = (place) => {
    const order = orderWith(cards(), dragged, place).map((card) => card.dataset.page).join(",");
    enqueue(() => {
      const form = document.getElementById("board-pages");
      return form.elements.seen.value === order ? undefined : send(form.action, formData(form, {order}));
    });
  };

  const dropArticle = (place) => {
    const order = orderWith(rowsOf(place.card), dragged, place);
    if (cardOf(dragged) !== place.card) {
      moveTo(dragged.dataset.part, place.card.dataset.page, order.indexOf(dragged) + 1);
      return;
    }
    const asked = order.map((row) => row.dataset.part).join(",");
    const id = `card-${place.card.dataset.page}`;
    enqueue(() => {
      const form = document.getElementById(id);
      return form.elements.seen.value === asked ? undefined : send(form.action, formData(form, {order: asked}));
    });
  };

  board.addEventListener("dragstart", (event) => {
    const row = event.target.closest(".board-row[draggable]");
    const head = event.target.closest(".board-head[draggable]");
    dragged = row || (head && cardOf(head));
    if (!dragged) {
      return;
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    event.dataTransfer.setDragImage(row || head, 10, 10);
    dragged.classList.add("board-dragged");
  });

  board.addEventListener("dragover", (event) => {
    const place = dragged && placeUnder(event);
    unmark();
    if (place && place.element !== dragged) {
      event.preventDefault();
      place.element.classList.add(place.end ? "drop-end" : place.after ? "drop-after" : "drop-before");
    }
  });

  board.addEventListener("drop", (event) => {
    const place = dragged && placeUnder(event);
    if (!place || place.element === dragged) {
      return;
    }
    event.preventDefault();
    (dragged.classList.contains("board-card") ? dropPage : dropArticle)(place);
  });

  board.addEventListener("dragend", () => {
    unmark();
    dragged?.classList.remove("board-dragged");
    dragged = null;
  });

  check();
})();
