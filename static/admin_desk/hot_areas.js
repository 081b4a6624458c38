/*
 * Hot areas are drawn with Annotorious or moved by keyboard; the rows of the form are what is saved.
 *
 * 1 areas and their rows   2 the drawing   3 Annotorious   4 judging   5 undoing   6 keyboard   7 what is pressed
 */
"use strict";

(() => {
  const form = document.getElementById("areas-form");
  if (!form) return;

  const texts = form.dataset;
  const readonly = Boolean(texts.readonly);
  const list = form.querySelector(".areas-list");
  const articles = [...form.querySelectorAll(".areas-articles li")];
  const stage = form.querySelector(".areas-stage");
  const drawing = form.querySelector(".areas-drawing");
  const label = form.querySelector(".areas-name");
  const template = document.getElementById("area-template");
  const names = new Map(articles.map((item) => [item.dataset.part, item.dataset.name]));

  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 1000;
  const HEIGHT = Number(texts.height);
  /* By how much of the page a key moves. */
  const STEP = 0.005;

  const areas = [];
  let annotator = null;
  let selected = null;
  let tool = "select";
  /* The key of what was just drawn: it may be changed at once, whatever the tool. */
  let fresh = null;
  /* True while this script itself changes what Annotorious holds. */
  let telling = false;

  const say = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  const rounded = (value) => Math.round(value * 1e5) / 1e5;
  const percent = (value) => String(Math.round(value * 1e4) / 100);
  const nameOf = (area) => names.get(area.part.value) ?? texts.noArticle;
  let keys = 0;
  const newKey = () => `area-${(keys += 1)}`;
  const find = (id) => areas.find((area) => area.id === id);

  /* 1 areas and their rows --------------------------------------------------------------------- */

  function readCorners(text) {
    const points = text.trim().split(/\s+/).map((corner) => corner.split(",").map(Number));
    const isCorner = (point) => point.length === 2 && point.every((value) => value >= 0 && value <= 1);
    return points.length >= 3 && points.every(isCorner) ? points : [];
  }

  const writeCorners = (points) => points.map((point) => point.join(",")).join(" ");

  function boundsOf(points) {
    const [across, down] = [0, 1].map((axis) => points.map((point) => point[axis]));
    return { left: Math.min(...across), top: Math.min(...down), right: Math.max(...across), bottom: Math.max(...down) };
  }

  const rectangle = ({ left, top, right, bottom }) => [[left, top], [right, top], [right, bottom], [left, bottom]];

  function isRectangle(points) {
    if (points.length !== 4) return false;
    const { left, top, right, bottom } = boundsOf(points);
    const atCorner = ([x, y]) => (x === left || x === right) && (y === top || y === bottom);
    const turns = points.every(([x, y], i) => {
      const [u, v] = points[(i + 1) % 4];
      return (x === u) !== (y === v);
    });
    return turns && points.every(atCorner);
  }

  /** What was moved as a whole stays what it is, and comes to rest at the edge; a single corner stops there. */
  function withinPage(points, before) {
    const delta = (i, axis) => points[i][axis] - before[i][axis];
    const moved = before.length === points.length &&
      points.every((_, i) => [0, 1].every((axis) => Math.abs(delta(i, axis) - delta(0, axis)) < 2e-5));
    if (!moved) return points.map((point) => point.map((value) => rounded(Math.min(Math.max(value, 0), 1))));
    const { left, top, right, bottom } = boundsOf(points);
    const by = [Math.max(0, -left) - Math.max(0, right - 1), Math.max(0, -top) - Math.max(0, bottom - 1)];
    return points.map((point) => point.map((value, axis) => rounded(Math.min(Math.max(value + by[axis], 0), 1))));
  }

  function equip(row) {
    const area = {
      id: newKey(),
      row,
      part: row.querySelector("[name=part]"),
      corners: row.querySelector("[name=corners]"),
      numbers: row.querySelector(".area-numbers"),
      pick: row.querySelector(".area-pick"),
      /* A rectangle whose corners are moved one by one. */
      free: false,
    };
    area.points = readCorners(area.corners.value);
    area.shape = document.createElementNS(SVG, "g");
    area.shape.append(...["polygon", "text"].map((name) => document.createElementNS(SVG, name)));
    // The number before its white rim; as an attribute, since validators of CSS do not know it yet.
    area.shape.lastChild.setAttribute("paint-order", "stroke");
    drawing?.append(area.shape);
    area.pick.hidden = false;
    row.querySelector(".area-drop").hidden = readonly;
    areas.push(area);
    return area;
  }

  function addArea(part, points, { id, corners, free = false, told = false } = {}) {
    list.append(template.content.cloneNode(true));
    const area = equip(list.lastElementChild);
    if (id) area.id = id;
    area.part.value = names.has(part) ? part : "";
    area.corners.value = corners ?? writeCorners(points);
    area.points = points;
    area.free = free;
    if (!told) tell(area);
    show(area);
    return area;
  }

  function removeArea(area) {
    const next = areas[areas.indexOf(area) + 1] ?? areas[areas.indexOf(area) - 1];
    const hadFocus = area.row.contains(document.activeElement);
    areas.splice(areas.indexOf(area), 1);
    forget(area);
    area.row.remove();
    area.shape.remove();
    if (selected === area) select(null);
    if (hadFocus) (next?.pick ?? form.querySelector("[data-act=add]")).focus();
    changed();
  }

  /** Give an area other corners; Annotorious is told unless it said so itself. */
  function setPoints(area, points, { told = false } = {}) {
    area.points = withinPage(points, area.points);
    area.corners.value = writeCorners(area.points);
    clearFault(area);
    if (!told) tell(area);
    show(area);
    changed();
  }

  /** Another judgement than that of the last time it was sent. */
  function clearFault(area) {
    area.row.classList.remove("has-fault");
    area.row.querySelector(".area-fault")?.remove();
  }

  function select(area, { told = false } = {}) {
    selected = area;
    for (const other of areas) {
      other.row.classList.toggle("is-selected", other === area);
      other.pick.setAttribute("aria-pressed", String(other === area));
      other.shape.classList.toggle("is-selected", other === area);
    }
    if (area && names.has(area.part.value)) choose(area.part.value);
    if (told || !annotator) return;
    quietly(() => (area?.points.length ? annotator.setSelected(area.id, !readonly) : annotator.cancelSelected()));
  }

  function choose(part) {
    const radio = form.querySelector(`[name=current][value="${CSS.escape(part)}"]`);
    if (radio) radio.checked = true;
    showChosen();
  }

  const chosen = () => form.querySelector("[name=current]:checked")?.value ?? "";

  function showChosen() {
    for (const item of articles) item.classList.toggle("is-chosen", item.dataset.part === chosen());
    for (const area of areas) area.shape.classList.toggle("is-chosen", area.part.value === chosen());
  }

  /* Fields for numbers: four sides of a rectangle, or each corner's two. */

  function field(text, value, onChange) {
    const made = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "number", min: 0, max: 100, step: 0.1 });
    input.value = percent(value);
    input.readOnly = readonly;
    input.addEventListener("change", () => {
      const number = input.valueAsNumber / 100;
      if (number >= 0 && number <= 1) onChange(number);
      else input.value = percent(value);
    });
    made.append(`${text} `, input);
    return made;
  }

  function button(text, title, onClick) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, title });
    made.setAttribute("aria-label", title);
    made.addEventListener("click", onClick);
    return made;
  }

  const sides = (area) => {
    const bounds = boundsOf(area.points);
    return Object.keys(bounds).map((name) => field(texts[name], bounds[name], (value) => {
      const { left, top, right, bottom } = { ...boundsOf(area.points), [name]: value };
      setPoints(area, rectangle({
        left: Math.min(left, right), right: Math.max(left, right), top: Math.min(top, bottom), bottom: Math.max(top, bottom),
      }));
    }));
  };

  const corners = (area) => area.points.map(([x, y], i) => {
    const group = document.createElement("fieldset");
    const legend = document.createElement("legend");
    const name = say(texts.corner, { n: i + 1 });
    legend.textContent = name;
    const put = (point) => setPoints(area, area.points.map((old, n) => (n === i ? point : old)));
    group.append(
      legend,
      field(texts.across, x, (value) => put([value, area.points[i][1]])),
      field(texts.down, y, (value) => put([area.points[i][0], value])),
    );
    if (!readonly) {
      const [u, v] = area.points[(i + 1) % area.points.length];
      const between = [rounded((x + u) / 2), rounded((y + v) / 2)];
      group.append(
        button("+", `${texts.addCorner} (${name})`, () => {
          setPoints(area, [...area.points.slice(0, i + 1), between, ...area.points.slice(i + 1)]);
        }),
      );
      if (area.points.length > 3) {
        group.append(button("−", `${texts.dropCorner} (${name})`, () => {
          setPoints(area, area.points.filter((_, n) => n !== i));
        }));
      }
    }
    return group;
  });

  const isBox = (area) => !area.free && isRectangle(area.points);

  function showNumbers(area) {
    const focused = [...area.numbers.querySelectorAll("input, button")].indexOf(document.activeElement);
    area.row.classList.toggle("is-drawable", area.points.length > 0);
    area.row.querySelector(".area-free").hidden = readonly || !area.points.length || !isBox(area);
    area.numbers.replaceChildren(...(area.points.length ? (isBox(area) ? sides(area) : corners(area)) : []));
    if (focused >= 0) [...area.numbers.querySelectorAll("input, button")][focused]?.focus();
  }

  /* 2 the drawing ------------------------------------------------------------------------------ */

  const onScreen = ([x, y]) => [x * WIDTH, y * HEIGHT];

  function show(area) {
    const [polygon, number] = area.shape.children;
    const points = area.points.map(onScreen);
    polygon.setAttribute("points", points.join(" "));
    const [x, y] = points.length ? points.reduce((best, point) => (point[0] + point[1] < best[0] + best[1] ? point : best)) : [0, 0];
    // Above its corner, where columns leave room, so that it hides no headline.
    number.setAttribute("x", x);
    number.setAttribute("y", y < 30 ? y + 26 : y - 6);
    showNumbers(area);
  }

  function showNames() {
    areas.forEach((area, i) => {
      const n = i + 1;
      area.row.querySelector(".area-number").textContent = n;
      area.row.querySelector(".area-name").textContent = nameOf(area);
      for (const made of area.row.querySelectorAll(".area-drop, .area-free")) {
        made.setAttribute("aria-label", `${made.textContent} ${n} ${nameOf(area)}`);
      }
      area.shape.lastElementChild.textContent = area.points.length ? n : "";
    });
  }

  /** The headline of the area that is pointed at, or whose row has the focus. */
  function showName(area) {
    for (const other of areas) other.shape.classList.toggle("is-pointed-at", other === area);
    if (!label) return;
    label.hidden = !area?.points.length;
    if (label.hidden) return;
    const { left, top } = boundsOf(area.points);
    label.textContent = nameOf(area);
    label.style.left = `${100 * Math.min(left, 0.6)}%`;
    label.style.top = `${100 * top}%`;
  }

  /* 3 Annotorious ------------------------------------------------------------------------------ */

  const layer = () => stage.querySelector(".a9s-annotationlayer");

  /* As from afar: what is not drawn by hand is none of Annotorious's own memory, which breaks on what
     happens in the first quarter of a second of a page. */
  const REMOTE = "REMOTE";

  function quietly(act) {
    const before = telling;
    telling = true;
    try {
      act();
    } finally {
      telling = before;
    }
  }

  function annotationOf(area) {
    const { width, height } = layer().viewBox.baseVal;
    const { left, top, right, bottom } = boundsOf(area.points);
    const bounds = { minX: left * width, minY: top * height, maxX: right * width, maxY: bottom * height };
    const geometry = isBox(area)
      ? { x: bounds.minX, y: bounds.minY, w: bounds.maxX - bounds.minX, h: bounds.maxY - bounds.minY, rot: 0, bounds }
      : { points: area.points.map(([x, y]) => [x * width, y * height]), bounds };
    const selector = { type: isBox(area) ? "RECTANGLE" : "POLYGON", geometry };
    return { id: area.id, bodies: [], target: { annotation: area.id, selector } };
  }

  function pointsOf(annotation) {
    const { width, height } = layer().viewBox.baseVal;
    const { geometry } = annotation.target.selector;
    const points = geometry.points ??
      rectangle({ left: geometry.x, top: geometry.y, right: geometry.x + geometry.w, bottom: geometry.y + geometry.h });
    return points.map(([x, y]) => [rounded(x / width), rounded(y / height)]);
  }

  const forget = (area) => quietly(() => {
    if (annotator?.getAnnotationById(area.id)) annotator.state.store.deleteAnnotation(area.id, REMOTE);
  });

  /** Tell Annotorious how an area looks now. */
  function tell(area) {
    if (!annotator) return;
    quietly(() => {
      const known = annotator.getAnnotationById(area.id);
      if (known && !area.points.length) forget(area);
      if (!area.points.length) return;
      if (known && (known.target.selector.type === "RECTANGLE") !== isBox(area)) {
        // An editor holds on to its annotation by the key, and one for rectangles understands no polygon.
        forget(area);
        area.id = newKey();
      }
      if (annotator.getAnnotationById(area.id)) annotator.state.store.updateAnnotation(annotationOf(area), REMOTE);
      else annotator.addAnnotation(annotationOf(area));
      if (selected === area) annotator.setSelected(area.id, !readonly);
    });
  }

  function hear({ changes: { created = [], updated = [], deleted = [] } }) {
    if (telling) return;
    for (const annotation of created) {
      fresh = annotation.id;
      const points = withinPage(pointsOf(annotation), []);
      const area = addArea(chosen(), points, { id: annotation.id, told: true });
      changed();
      queueMicrotask(() => select(area, { told: true }));
    }
    for (const { newValue } of updated) {
      const area = find(newValue.id);
      if (area) setPoints(area, pointsOf(newValue), { told: true });
    }
    for (const annotation of deleted) {
      const area = find(annotation.id);
      if (area) removeArea(area);
    }
  }

  /** Its handles are for the mouse: whoever uses the keyboard has the rows, and meets nothing twice. */
  function leaveToTheMouse(svg) {
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-label", texts.picture);
    svg.setAttribute("tabindex", "-1");
    const quiet = () => {
      for (const handle of svg.querySelectorAll("[role=button]")) {
        handle.removeAttribute("role");
        handle.removeAttribute("tabindex");
      }
    };
    new MutationObserver(quiet).observe(svg, { childList: true, subtree: true });
  }

  async function startDrawing() {
    const picture = stage?.querySelector(".areas-picture");
    if (!picture || !window.Annotorious) return;
    try {
      await picture.decode();
    } catch {
      // A picture that cannot be shown cannot be drawn upon; the fields are left.
      return;
    }
    annotator = Annotorious.createImageAnnotator(picture, {
      drawingEnabled: false,
      userSelectAction: ({ id }) => (tool === "polygon" && id !== fresh ? "NONE" : "EDIT"),
    });
    leaveToTheMouse(layer());
    areas.forEach(tell);
    annotator.state.store.observe(hear);
    annotator.on("selectionChanged", ([annotation]) => {
      if (!telling) select(annotation ? find(annotation.id) : null, { told: true });
    });
    annotator.on("mouseEnterAnnotation", ({ id }) => isBetweenCorners() || showName(find(id)));
    annotator.on("mouseLeaveAnnotation", () => showName(null));
    stage.addEventListener("pointerdown", letGo, true);
    stage.addEventListener("pointerdown", holdOn, true);
    stage.addEventListener("pointerup", () => setTimeout(settle));
    form.querySelector(".areas-tools").hidden = false;
    use(matchMedia("(pointer: fine)").matches && names.size ? "rectangle" : "select");
    stage.classList.add("is-ready");
  }

  const isBetweenCorners = () => Boolean(stage.querySelector(".a9s-rubberband > *"));

  /** Who draws beside what is selected is done with it. */
  function letGo({ target }) {
    if (tool === "select" || !selected || target.closest(".a9s-annotation.selected")) return;
    annotator.cancelSelected();
  }

  /** A rectangle that is drawn ends where the mouse is let go, also beyond the page's edge, where it is cut off. */
  function holdOn({ target, pointerId, button }) {
    if (tool !== "rectangle" || button !== 0 || target.closest(".a9s-annotation.selected")) return;
    layer().setPointerCapture(pointerId);
  }

  /** What was pulled over the page's edge is put back. */
  function settle() {
    if (selected?.points.length) tell(selected);
    commit();
  }

  function use(name) {
    tool = name;
    fresh = null;
    annotator.cancelDrawing();
    if (name !== "select") {
      annotator.setDrawingTool(name);
      annotator.setDrawingMode(name === "polygon" ? "click" : "drag");
      select(null);
    }
    annotator.setDrawingEnabled(name !== "select");
    stage.classList.toggle("is-drawing", name !== "select");
    for (const made of form.querySelectorAll("[data-tool]")) {
      made.setAttribute("aria-pressed", String(made.dataset.tool === name));
    }
    for (const hint of form.querySelectorAll(".areas-hint")) hint.hidden = hint.dataset.for !== name;
  }

  /* 4 judging ---------------------------------------------------------------------------------- */

  function overlapsOf(drawn) {
    const order = [...names.keys()];
    const pairs = new Map();
    drawn.forEach((area, i) => {
      for (const other of drawn.slice(i + 1)) {
        if (area.part.value === other.part.value || !Polygons.overlap(area.points, other.points)) continue;
        const pair = [area.part.value, other.part.value].sort((a, b) => order.indexOf(a) - order.indexOf(b));
        pairs.set(pair.join(" "), pair);
        area.overlapping = other.overlapping = true;
      }
    });
    return [...pairs.values()].sort(
      ([a, b], [c, d]) => order.indexOf(a) - order.indexOf(c) || order.indexOf(b) - order.indexOf(d));
  }

  function faultsOf(area, n) {
    const told = [];
    if (!names.has(area.part.value)) told.push(say(texts.unbound, { n }));
    if (area.points.length && Polygons.crossesItself(area.points)) told.push(say(texts.crossing, { n }));
    else if (area.points.length && Polygons.areaOf(area.points) < Polygons.LEAST_AREA) told.push(say(texts.small, { n }));
    return told;
  }

  function judge() {
    for (const area of areas) area.overlapping = false;
    const bound = areas.filter((area) => area.points.length && names.has(area.part.value));
    const pairs = overlapsOf(bound);
    const told = [
      ...areas.flatMap((area, i) => (area.points.length ? faultsOf(area, i + 1) : [])),
      ...pairs.map(([first, second]) => say(texts.overlap, { first: names.get(first), second: names.get(second) })),
    ];
    for (const item of articles) {
      const { part, name } = item.dataset;
      const n = areas.filter((area) => area.part.value === part).length;
      const overlapping = pairs.some((pair) => pair.includes(part));
      if (!n) told.push(say(texts.bare, { article: name }));
      item.classList.toggle("is-bare", !n);
      item.classList.toggle("is-overlapping", overlapping);
      const state = n ? say(texts.count, { n }) : texts.none;
      item.querySelector(".areas-state").textContent = overlapping ? `${state} · ${texts.overlaps}` : state;
    }
    for (const area of areas) area.shape.classList.toggle("is-overlapping", area.overlapping);
    showProblems(told);
  }

  function showProblems(told) {
    const problems = form.querySelector(".areas-problems");
    const fine = !told.length && names.size > 0;
    const lines = fine ? [texts.fine] : told;
    // A screen reader is told only what is new.
    if (lines.join("\n") === [...problems.children].map((line) => line.textContent).join("\n")) return;
    problems.replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      item.classList.toggle("is-fine", fine);
      return item;
    }));
  }

  /* 5 undoing ---------------------------------------------------------------------------------- */

  const past = [];
  let latest = "";
  let saved = "";
  let frame = 0;
  let pause = 0;

  const snapshot = () => JSON.stringify(
    areas.map(({ id, part, corners: { value }, free }) => ({ id, part: part.value, corners: value, free })));
  /* Without keys, which are new with every page. */
  const content = () => JSON.stringify(areas.map(({ part, corners: { value } }) => [part.value, value]));

  function changed() {
    showNames();
    showChosen();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(judge);
    clearTimeout(pause);
    pause = setTimeout(commit, 400);
  }

  /** What was done since is one step that can be undone. */
  function commit() {
    clearTimeout(pause);
    const now = snapshot();
    if (now !== latest) past.push(latest);
    latest = now;
    const undo = form.querySelector("[data-act=undo]");
    if (undo) undo.disabled = !past.length;
  }

  function restore(rows) {
    select(null);
    for (const area of [...areas]) {
      area.row.remove();
      area.shape.remove();
      forget(area);
    }
    areas.length = 0;
    for (const { id, part, corners: text, free } of rows) {
      addArea(part, readCorners(text), { id, corners: text, free });
    }
    changed();
  }

  function undo() {
    commit();
    if (!past.length) return;
    const key = selected?.id;
    latest = past.pop();
    restore(JSON.parse(latest));
    commit();
    if (find(key)) select(find(key));
  }

  /* 6 keyboard --------------------------------------------------------------------------------- */

  const WAYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  function size(points, [dx, dy]) {
    const { left, top, right, bottom } = boundsOf(points);
    const least = 2 * STEP;
    const width = Math.min(Math.max(right - left + dx, least), 1 - left);
    const height = Math.min(Math.max(bottom - top + dy, least), 1 - top);
    const scale = (value, start, before, after) => (before ? start + ((value - start) * after) / before : value);
    return points.map(([x, y]) => [
      rounded(scale(x, left, right - left, width)), rounded(scale(y, top, bottom - top, height)),
    ]);
  }

  function onAreaKey(event, area) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !area || readonly) return;
    const way = WAYS[event.key];
    if (way && area.points.length) {
      const moved = area.points.map(([x, y]) => [rounded(x + way[0]), rounded(y + way[1])]);
      setPoints(area, event.shiftKey ? size(area.points, way) : moved);
      event.preventDefault();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      // A corner that was picked with the mouse goes before the whole.
      if (stage?.querySelector(".a9s-handle-selected")) return;
      commit();
      removeArea(area);
      commit();
      event.preventDefault();
    }
  }

  const isTyping = (target) => target.matches("input:not([type=radio]), textarea, select");

  function onKey(event) {
    const { key, target } = event;
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(key.toLowerCase())) {
      // Annotorious has a memory of its own, in which half of an area is missing; and fields have theirs.
      event.stopImmediatePropagation();
      if (key.toLowerCase() === "z" && !event.shiftKey && !isTyping(target)) {
        event.preventDefault();
        undo();
      }
    } else if (key === "Escape" && annotator && !isTyping(target)) {
      if (isBetweenCorners()) annotator.cancelDrawing();
      else if (selected) select(null);
      else use("select");
    }
  }

  /* 7 what is pressed -------------------------------------------------------------------------- */

  function onClick({ target }) {
    const area = areas.find(({ row }) => row.contains(target));
    const pressed = target.closest("button");
    if (!pressed) return;
    commit();
    if (pressed.dataset.tool) use(pressed.dataset.tool);
    else if (pressed.dataset.act === "undo") undo();
    else if (pressed.dataset.act === "add") addRectangle();
    else if (pressed.matches(".area-pick")) select(selected === area ? null : area);
    else if (pressed.matches(".area-drop")) removeArea(area);
    else if (pressed.matches(".area-free")) {
      area.free = true;
      tell(area);
      show(area);
      changed();
      area.numbers.querySelector("input").focus();
    }
    commit();
  }

  function addRectangle() {
    if (annotator) use("select");
    const area = addArea(chosen(), rectangle({ left: 0.4, top: 0.4, right: 0.6, bottom: 0.6 }));
    changed();
    select(area);
    area.pick.focus();
  }

  function onChange({ target }) {
    const area = areas.find(({ row }) => row.contains(target));
    if (target.name === "current") showChosen();
    else if (target.name === "part") {
      clearFault(area);
      choose(target.value);
      changed();
    } else if (target.name === "corners") {
      area.points = readCorners(target.value);
      clearFault(area);
      tell(area);
      show(area);
      changed();
    }
    commit();
  }

  function offerTheirs() {
    const load = document.getElementById("areas-load");
    if (!load) return;
    const theirs = JSON.parse(load.dataset.areas).map((area) => ({ ...area, part: String(area.part) }));
    const name = load.textContent;
    const save = form.querySelector("[name=_save]");
    const over = save.value;
    const reasons = document.querySelector(".areas-reasons");
    let mine = null;
    load.setAttribute("role", "button");
    load.addEventListener("click", (event) => {
      event.preventDefault();
      const rows = mine ?? theirs;
      mine = mine ? null : JSON.parse(snapshot());
      restore(rows);
      load.textContent = mine ? load.dataset.back : name;
      // What is said above is about one's own drawing.
      save.value = mine ? save.dataset.plain : over;
      reasons.hidden = Boolean(mine);
    });
    load.addEventListener("keydown", (event) => {
      if (event.key === " ") load.click();
    });
  }

  function start() {
    form.classList.add("is-equipped");
    for (const hidden of form.querySelectorAll(".areas-add, #areas-keys")) hidden.hidden = false;
    for (const radio of form.querySelectorAll("[name=current]")) radio.hidden = readonly;
    for (const spare of list.querySelectorAll(".area-spare")) spare.remove();
    drawing?.replaceChildren();
    for (const area of [...list.children].map(equip)) show(area);
    showNames();
    showChosen();
    judge();
    latest = snapshot();
    saved = texts.drawn ? "" : content();

    form.addEventListener("click", onClick);
    form.addEventListener("change", onChange);
    list.addEventListener("keydown", (event) => {
      if (event.target.matches(".area-pick")) onAreaKey(event, areas.find(({ row }) => row.contains(event.target)));
    });
    stage?.addEventListener("keydown", (event) => onAreaKey(event, selected));
    for (const [comes, goes] of [["focusin", "focusout"], ["mouseover", "mouseout"]]) {
      list.addEventListener(comes, ({ target }) => showName(areas.find(({ row }) => row.contains(target)) ?? null));
      list.addEventListener(goes, () => showName(null));
    }
    drawing?.addEventListener("mouseover", ({ target }) =>
      showName(areas.find(({ shape }) => shape.contains(target)) ?? null));
    drawing?.addEventListener("mouseout", () => showName(null));
    offerTheirs();
    if (readonly) return;
    document.addEventListener("keydown", onKey, true);
    let sent = false;
    form.addEventListener("submit", () => { sent = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!sent && content() !== saved) event.preventDefault();
    });
    startDrawing();
  }

  start();
})();
