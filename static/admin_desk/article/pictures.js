// Pictures: files dropped onto the form become rows, and what matters in one is pointed at.
"use strict";

{
  const form = document.getElementById("article_form");
  const group = document.getElementById("pictures-group");
  const zoneTemplate = document.getElementById("dropzone");
  const focalTemplate = document.getElementById("focal");
  const SIDE = 480;
  const STEP = 0.02;

  const rows = () => [...group.querySelectorAll(".inline-related")].filter((row) => !row.classList.contains("empty-form"));
  const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const say = (sentence, values) => sentence.replace(/\{(\w+)\}/gu, (_all, name) => values[name]);

  // --- what may be a picture

  const drawn = (bitmap) => {
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    // The preview keeps the room that the picture will take.
    canvas.dataset.size = `${bitmap.width}x${bitmap.height}`;
    return canvas;
  };

  // The server asks the same again; here it is told before anything else on the form is sent.
  const read = async (file, limits) => {
    if (!/^image\/(?:jpeg|png|webp|gif)$/u.test(file.type)) return { refused: limits.kind };
    if (file.size > limits.bytes) return { refused: limits.large };
    let bitmap;
    try {
      bitmap = await createImageBitmap(file);
    } catch {
      return { refused: limits.unreadable };
    }
    const points = bitmap.width * bitmap.height;
    const canvas = points > limits.points ? null : drawn(bitmap);
    bitmap.close();
    return canvas ? { canvas } : { refused: say(limits.many, { found: Math.floor(points / 1e6) }) };
  };

  // --- the point that must be seen however a picture is cut

  const point = (row) => ["focal_x", "focal_y"].map((name) => {
    const value = Number.parseFloat(part(row, name)?.value);
    return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0.5;
  });

  const showPoint = (row) => {
    const picker = row.querySelector(".focal__picture");
    if (!picker) return;
    const [x, y] = point(row).map((value) => `${Math.round(value * 100)}%`);
    picker.style.setProperty("--x", x);
    picker.style.setProperty("--y", y);
    picker.setAttribute("aria-label", say(picker.dataset.label, { x, y }));
  };

  const setPoint = (row, x, y) => {
    [["focal_x", x], ["focal_y", y]].forEach(([name, value]) => {
      part(row, name).value = String(Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000);
    });
    showPoint(row);
    part(row, "focal_x").dispatchEvent(new Event("input", { bubbles: true }));
  };

  const onArrow = (row, event) => {
    const step = event.shiftKey ? 5 * STEP : STEP;
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const way = ways[event.key];
    if (!way || event.isComposing) return;
    event.preventDefault();
    const [x, y] = point(row);
    setPoint(row, x + way[0], y + way[1]);
  };

  const showPicture = (row, image) => {
    const place = row.querySelector(".field-preview .readonly");
    if (!place) return;
    const address = place.querySelector("a[href]")?.href;
    const made = focalTemplate.content.firstElementChild.cloneNode(true);
    const picker = made.querySelector(".focal__picture");
    picker.prepend(image);
    picker.addEventListener("click", (event) => {
      // A click by keyboard points at nothing.
      if (!event.detail) return;
      const box = image.getBoundingClientRect();
      setPoint(row, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    picker.addEventListener("keydown", (event) => onArrow(row, event));
    const link = made.querySelector("a");
    if (address) link.href = address;
    else link.remove();
    place.replaceChildren(made);
    showPoint(row);
  };

  const equip = (row) => {
    const image = row.querySelector(".field-preview img");
    if (image && part(row, "focal_x")?.type !== "hidden" && part(row, "focal_x")) showPicture(row, image);
  };

  // --- files

  const tell = (zone, sentences) => {
    zone.querySelector("[role=status]").replaceChildren(...sentences.map(
      (text) => Object.assign(document.createElement("p"), { textContent: text })));
  };

  const freeName = (row, file) => {
    const taken = new Set(rows().filter((other) => other !== row).map((other) => part(other, "name")?.value));
    const [, stem, suffix] = /^(.*?)(\.\w+)?$/su.exec(file.name.replace(/\(/gu, "-").replace(/\)/gu, "-").slice(-150));
    let name = stem + (suffix ?? "");
    for (let n = 2; taken.has(name); n += 1) name = `${stem}-${n}${suffix ?? ""}`;
    return name;
  };

  const addRow = (file, canvas) => {
    group.querySelector(".add-row a").click();
    const row = rows().at(-1);
    const files = new DataTransfer();
    files.items.add(file);
    part(row, "image").files = files.files;
    part(row, "name").value = freeName(row, file);
    showPicture(row, canvas);
    row.dispatchEvent(new Event("input", { bubbles: true }));
    return row;
  };

  const take = async (zone, limits, files) => {
    const told = [];
    let first = null;
    for (const file of files) {
      const { canvas, refused } = await read(file, limits);
      if (refused) {
        told.push(`${file.name}: ${refused}`);
      } else {
        const row = addRow(file, canvas);
        first ??= row;
      }
    }
    tell(zone, told);
    first?.scrollIntoView({ block: "center" });
    if (first) part(first, "caption").focus({ preventScroll: true });
  };

  const onChosen = async (zone, limits, field) => {
    const row = field.closest(".inline-related");
    const [file] = field.files;
    if (!file) return;
    const { canvas, refused } = await read(file, limits);
    if (refused) {
      field.value = "";
      tell(zone, [`${file.name}: ${refused}`]);
      return;
    }
    tell(zone, []);
    if (point(row).some((value) => value !== 0.5)) {
      // It was pointed at in another picture.
      setPoint(row, 0.5, 0.5);
      tell(zone, [zone.dataset.anew]);
    }
    if (!part(row, "name").value) part(row, "name").value = freeName(row, file);
    showPicture(row, canvas);
  };

  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

  const start = () => {
    const zone = zoneTemplate.content.firstElementChild.cloneNode(true);
    const { points, bytes, kind, large, unreadable, many } = zone.dataset;
    const limits = { points: Number(points), bytes: Number(bytes), kind, large, unreadable, many };
    const chooser = zone.querySelector("input[type=file]");
    group.querySelector("h2").after(zone);
    zone.querySelector("button").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      take(zone, limits, [...chooser.files]);
      chooser.value = "";
    });
    form.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      zone.classList.add("dropzone--near");
    });
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) zone.classList.remove("dropzone--near");
    });
    form.addEventListener("drop", (event) => {
      zone.classList.remove("dropzone--near");
      if (!holdsFiles(event)) return;
      event.preventDefault();
      take(zone, limits, [...event.dataTransfer.files]);
    });
    group.addEventListener("change", ({ target }) => {
      if (target.matches("input[type=file][name]")) onChosen(zone, limits, target);
    });
    group.addEventListener("input", ({ target }) => {
      if (/focal_[xy]$/u.test(target.name ?? "")) showPoint(target.closest(".inline-related"));
    });
    rows().forEach(equip);
  };

  if (form && group && zoneTemplate && group.querySelector(".empty-form")) {
    // The link that adds a row is there once the admin's own scripts have run.
    if (document.readyState === "complete") start();
    else addEventListener("load", start);
  }
}
