// What was typed and not saved stays on this device until a form that holds it was saved, or somebody throws it away.
"use strict";

{
  const form = document.getElementById("article_form");
  const desk = document.getElementById("desk-article");
  const bar = document.getElementById("draft-bar");
  const state = document.getElementById("draft-state");
  const lacks = document.getElementById("draft-lacks");
  const PREFIX = "newsroom-draft:";
  const PAUSE = 400;
  const PATIENCE = 20_000;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "draft", "seen", "seen_as", "preview-width"]);
  const ROW = /^(.+)-(\d+)-([^-]+)$/u;

  // --- the device's memory: it may be full or forbidden, and that must stop nobody

  const remember = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };

  const recall = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };

  const forget = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };

  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  };

  // --- the form as plain data

  const isKept = (field) => field.name && !NOT_KEPT.has(field.name) && !field.name.includes("__prefix__") &&
    !["file", "submit", "button"].includes(field.type) && !field.name.endsWith("_FORMS");

  const valueOf = (field) => {
    if (field.type === "checkbox") return field.checked;
    if (field instanceof HTMLSelectElement) {
      const [option] = field.selectedOptions;
      return option ? [option.value, option.textContent] : ["", ""];
    }
    return field.value;
  };

  // In the order of the form, which is the order of rows that were dragged.
  const read = () => [...form.elements].filter(isKept).map((field) => [field.name, valueOf(field)]);

  const write = (field, value) => {
    if (field.type === "checkbox") field.checked = value;
    else if (field instanceof HTMLSelectElement) {
      const [chosen, text] = value;
      if (![...field.options].some((option) => option.value === chosen)) field.append(new Option(text, chosen));
      field.value = chosen;
      django.jQuery(field).trigger("change");
    } else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Rows are told by their key, since others may have added or taken away some.
  const rowsOf = (fields) => {
    const rows = new Map();
    for (const [name, value] of fields) {
      const match = ROW.exec(name);
      if (!match) continue;
      const [, prefix, index, part] = match;
      const row = rows.get(`${prefix}-${index}`) ?? { prefix, values: {} };
      row.values[part] = value;
      rows.set(`${prefix}-${index}`, row);
    }
    return [...rows.values()];
  };

  const currentRow = (prefix, key) => key && [...form.querySelectorAll(`[name^="${prefix}-"][name$="-id"]`)]
    .find((field) => field.value === key && ROW.test(field.name));

  const addedRow = (prefix) => {
    const total = form.elements.namedItem(`${prefix}-TOTAL_FORMS`);
    const index = total?.value;
    document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
    return total && total.value !== index ? `${prefix}-${index}` : null;
  };

  const restore = (fields) => {
    for (const [name, value] of fields) {
      const field = ROW.test(name) ? null : form.elements.namedItem(name);
      if (field) write(field, value);
    }
    const added = new Set();
    for (const { prefix, values } of rowsOf(fields)) {
      const found = currentRow(prefix, values.id);
      const blank = added.has(prefix) ? null : blankRow(prefix);
      const start = found ? found.name.slice(0, -3) : blank ?? addedRow(prefix);
      if (!found) added.add(prefix);
      if (!start) continue;
      for (const [part, value] of Object.entries(values)) {
        const field = form.elements.namedItem(`${start}-${part}`);
        if (field && part !== "id") write(field, value);
      }
      // Rows stand in the order in which they were left.
      const row = document.getElementById(start);
      const last = row?.parentElement.querySelector(":scope > .empty-form");
      if (row?.querySelector("input._reorder_") && last) last.before(row);
    }
  };

  // A new article's form opens with a row for its text.
  const blankRow = (prefix) => {
    const field = [...form.querySelectorAll(`[name^="${prefix}-"][name$="-id"]`)].find(
      (id) => !id.value && ROW.test(id.name));
    return field ? field.name.slice(0, -3) : null;
  };

  const start = () => {
    const key = `${PREFIX}${desk.dataset.user}:${location.pathname}${desk.dataset.adds ? location.search : ""}`;
    const saved = new Set(desk.dataset.savedDrafts.split(" "));
    const token = form.elements.draft.value;
    // What the form shows is a version of the article, by which the server knows whether a newer one came.
    const base = () => form.elements.seen?.value || desk.dataset.version;
    const refused = Boolean(document.querySelector(".errornote"));
    let before = JSON.stringify(read());
    let offers = [];
    let leaving = false;
    let waiting = 0;

    const isChanged = () => refused || JSON.stringify(read()) !== before;

    const show = (kept) => {
      const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      state.textContent = kept === null ? "" : kept ? `${state.dataset.kept} ${now}` : state.dataset.unkept;
    };

    const store = () => {
      clearTimeout(waiting);
      if (leaving) return;
      if (isChanged()) {
        const draft = { token, base: base(), at: Date.now(), fields: read() };
        show(remember(key, offers.length ? { ...draft, former: offers[0] } : draft));
      } else {
        if (offers.length) remember(key, offers[0]);
        else forget(key);
        show(null);
      }
    };

    const schedule = () => {
      clearTimeout(waiting);
      waiting = setTimeout(store, PAUSE);
    };

    const offer = () => {
      const [draft] = offers;
      bar.hidden = !draft;
      if (!draft) return;
      bar.querySelector("time").textContent = new Date(draft.at).toLocaleString();
      bar.querySelector("time").dateTime = new Date(draft.at).toISOString();
      bar.querySelector("[data-older]").hidden = draft.base === base();
    };

    // A picture that was only on its way has a row in the draft, but no file.
    const tellLackingPictures = (fields) => {
      const names = rowsOf(fields).filter(({ prefix, values }) => prefix === "pictures" && !values.id && values.name)
        .map(({ values }) => values.name);
      lacks.querySelector("strong").textContent = names.join("、");
      lacks.hidden = !names.length;
    };

    const decide = (takeIt) => {
      const [draft] = offers;
      offers = offers.slice(1);
      if (takeIt) {
        restore(draft.fields);
        tellLackingPictures(draft.fields);
        // It goes on from what it was based on: what others stored since is not written over unseen.
        if (form.elements.seen?.value) form.elements.seen.value = draft.base;
      }
      offer();
      store();
      document.getElementById("id_headline")?.focus();
    };

    for (const kept of keys()) if (saved.has(recall(kept)?.token)) forget(kept);
    const found = recall(key);
    offers = [found, found?.former].filter((draft) => draft && !saved.has(draft.token) &&
      JSON.stringify(draft.fields) !== before);
    offer();
    if (refused || (found && !offers.length)) store();

    bar.querySelector("[data-restore]").addEventListener("click", () => decide(true));
    bar.querySelector("[data-discard]").addEventListener("click", () => decide(false));
    form.addEventListener("input", schedule);
    // The admin's choosers tell of a change by jQuery alone.
    django.jQuery(form).on("change", schedule);
    form.addEventListener("click", schedule);
    form.addEventListener("pointerup", schedule);
    form.addEventListener("formset:added", schedule);
    document.addEventListener("formset:removed", schedule);
    document.addEventListener("visibilitychange", () => document.hidden && store());
    addEventListener("pagehide", store);
    form.addEventListener("submit", () => {
      store();
      leaving = true;
      // What is typed from here on would not be sent, and would be gone once the answer comes.
      setTimeout(() => { form.inert = true; });
      setTimeout(() => {
        leaving = form.inert = false;
      }, PATIENCE);
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) leaving = form.inert = false;
    });
    addEventListener("beforeunload", (event) => {
      if (!leaving && isChanged()) event.preventDefault();
    });
    // The admin's widgets have settled by now; what they wrote is nobody's change.
    setTimeout(() => { before = JSON.stringify(read()); });
  };

  if (form && desk && bar && form.elements.draft) {
    const signs = crypto.getRandomValues(new Uint8Array(16));
    form.elements.draft.value = [...signs].map((sign) => sign.toString(16).padStart(2, "0")).join("");
    addEventListener("load", () => setTimeout(start));
  }
}
