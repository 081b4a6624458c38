// The public page of what is typed, beside the text, in a frame that runs no scripts.
"use strict";

{
  const form = document.getElementById("article_form");
  const desk = document.getElementById("desk-article");
  const pane = document.getElementById("preview");
  const toggle = document.getElementById("preview-toggle");
  const PAUSE = 500;
  const KEPT = "newsroom-preview";
  const WIDTHS = { phone: 390, desktop: 1280 };

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {};
    }
  };

  const keep = (change) => {
    try {
      localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...change }));
    } catch {
      // A browser that keeps nothing starts anew each time.
    }
  };

  const start = () => {
    const frame = pane.querySelector("iframe");
    const stage = pane.querySelector(".preview__stage");
    const told = pane.querySelector("[role=status]");
    let waiting = 0;
    let pending = null;
    let styles = "";

    const width = () => pane.querySelector("input[name=preview-width]:checked").value;

    const fit = () => {
      const wanted = WIDTHS[width()];
      const scale = Math.min(1, stage.clientWidth / wanted);
      frame.style.setProperty("--width", `${wanted}px`);
      frame.style.setProperty("--height", `${stage.clientHeight / scale}px`);
      frame.style.setProperty("--scale", scale);
      frame.style.setProperty("--left", `${Math.max(0, (stage.clientWidth - wanted * scale) / 2)}px`);
    };

    // Files are sent once, when the form is saved; until then the page has their room, and here is what fills it.
    const dropped = () => new Map([...form.querySelectorAll("#pictures-group canvas[data-size]")].map(
      (canvas) => [canvas.closest(".inline-related").id, canvas]));

    // Links open beside the form, not in the place of what is being written; those within the page lead nowhere.
    const readied = (page) => {
      const base = page.createElement("base");
      base.target = "_blank";
      page.head.prepend(base);
      page.querySelectorAll("a[href^='#']").forEach((link) => link.removeAttribute("href"));
      for (const image of page.querySelectorAll("img[src*='dropped/']")) {
        const canvas = dropped().get(image.getAttribute("src").split("dropped/").pop());
        if (canvas) image.src = canvas.toDataURL("image/jpeg", 0.8);
      }
      return page;
    };

    const stylesOf = (page) => [...page.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href).join();

    // Only what changed is set anew: the frame neither flashes nor scrolls.
    const set = (text) => {
      const page = readied(new DOMParser().parseFromString(text, "text/html"));
      const body = frame.contentDocument?.body;
      if (body && styles && styles === stylesOf(page)) {
        body.replaceWith(frame.contentDocument.adoptNode(page.body));
      } else {
        styles = stylesOf(page);
        frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
      }
    };

    const typed = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      for (const [row, canvas] of dropped()) data.set(`dropped-${row}`, canvas.dataset.size);
      return data;
    };

    const update = async () => {
      pending?.abort();
      pending = new AbortController();
      try {
        const answer = await fetch(desk.dataset.preview, { method: "POST", body: typed(), signal: pending.signal });
        if (!answer.ok || answer.redirected) {
          told.textContent = desk.dataset.noPreview;
        } else if (answer.headers.get("Content-Type").includes("json")) {
          told.textContent = (await answer.json()).told;
        } else {
          set(await answer.text());
          told.textContent = "";
        }
      } catch (error) {
        if (error.name !== "AbortError") told.textContent = desk.dataset.noPreview;
      }
    };

    const schedule = () => {
      if (pane.hidden) return;
      clearTimeout(waiting);
      waiting = setTimeout(update, PAUSE);
    };

    const show = (open) => {
      pane.hidden = !open;
      desk.classList.toggle("desk-columns--previewed", open);
      toggle.setAttribute("aria-expanded", String(open));
      if (!open) return;
      fit();
      update();
    };

    const chosen = pane.querySelector(`input[value="${kept().width}"]`);
    if (chosen) chosen.checked = true;
    pane.addEventListener("change", () => {
      keep({ width: width() });
      fit();
    });
    toggle.addEventListener("click", () => {
      show(pane.hidden);
      keep({ open: !pane.hidden });
      if (!pane.hidden && matchMedia("(max-width: 1199px)").matches) pane.scrollIntoView({ block: "start" });
    });
    pane.querySelector(".preview__close").addEventListener("click", () => {
      toggle.click();
      toggle.focus();
    });
    form.addEventListener("input", schedule);
    // The admin's choosers tell of a change by jQuery alone.
    django.jQuery(form).on("change", schedule);
    form.addEventListener("click", schedule);
    form.addEventListener("pointerup", schedule);
    form.addEventListener("formset:added", schedule);
    document.addEventListener("formset:removed", schedule);
    new ResizeObserver(() => pane.hidden || fit()).observe(stage);
    toggle.hidden = false;
    if (kept().open) show(true);
  };

  // Widths are no part of the form: a change of theirs must not count as a change of the article.
  if (form && desk && pane) addEventListener("load", start);
}
