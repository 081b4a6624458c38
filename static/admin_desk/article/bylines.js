// The byline as chips: a name is typed and chosen, a chip is moved with Alt and an arrow.
"use strict";

{
  const group = document.getElementById("bylines-group");
  const template = document.getElementById("byline-add");
  const PAUSE = 180;

  const rows = () => [...group.querySelectorAll("tr.form-row")].filter((row) => !row.classList.contains("empty-form"));
  const nameIn = (row) => row.querySelector("select[name$=-author]")?.selectedOptions[0]?.textContent.trim() ?? "";
  const empty = group?.querySelector("tr.empty-form");
  const model = empty?.querySelector("select[name$=-author]");

  // Names that follow one another mostly have one role: 记者 甲 乙. A row without a name gets none,
  // or it would be taken for one that somebody filled in.
  const addRow = () => {
    const role = rows().at(-1)?.querySelector("input[name$=-role]")?.value ?? "记者";
    group.querySelector(".add-row a").click();
    const row = rows().at(-1);
    const select = row.querySelector("select[name$=-author]");
    django.jQuery(select).one("change", () => { row.querySelector("input[name$=-role]").value ||= role; });
    return row;
  };

  const find = async (term, signal) => {
    const url = new URL(model.dataset["ajax-Url"] ?? model.getAttribute("data-ajax--url"), location.href);
    const { appLabel, modelName, fieldName } = model.dataset;
    for (const [name, value] of Object.entries({
      term, app_label: appLabel, model_name: modelName, field_name: fieldName,
    })) {
      url.searchParams.set(name, value);
    }
    const answer = await fetch(url, { signal });
    return answer.ok ? (await answer.json()).results : [];
  };

  const equipAdding = (box) => {
    const field = box.querySelector("input");
    const list = box.querySelector("[role=listbox]");
    const told = box.querySelector("[role=status]");
    let pending = null;
    let waiting = 0;

    const options = () => [...list.children];
    const active = () => list.querySelector("[aria-selected=true]");

    const activate = (option) => {
      active()?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    };

    const close = () => {
      clearTimeout(waiting);
      pending?.abort();
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      activate(null);
    };

    const choose = ({ id, text }) => {
      close();
      const select = addRow().querySelector("select[name$=-author]");
      select.append(new Option(text, id, true, true));
      django.jQuery(select).trigger("change");
      told.textContent = told.dataset.added.replace("{name}", text);
      field.value = "";
      field.focus();
    };

    // A name that nobody has yet gets a form of its own. That form gives the new author to the template of the
    // rows, so that there is a chip only if it was saved.
    const make = (name) => {
      close();
      const link = empty.querySelector(".add-related");
      const url = new URL(link.href);
      url.searchParams.set("name", name);
      link.href = url;
      field.value = "";
      link.click();
    };

    django.jQuery(group).on("change", ({ target }) => {
      if (target !== model || !model.value) return;
      const { value: id, text } = model.selectedOptions[0];
      model.replaceChildren();
      choose({ id, text });
    });

    const option = (text, run) => {
      const made = Object.assign(document.createElement("li"), { textContent: text });
      made.id = `byline-option-${list.childElementCount}`;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      // Before the field loses the focus, and the list closes.
      made.addEventListener("mousedown", (event) => {
        event.preventDefault();
        run();
      });
      made.run = run;
      list.append(made);
    };

    const offer = (term, found) => {
      list.replaceChildren();
      found.forEach((author) => option(author.text, () => choose(author)));
      if (empty.querySelector(".add-related") && !found.some(({ text }) => text === term)) {
        option(list.dataset.make.replace("{name}", term), () => make(term));
      }
      list.hidden = !list.childElementCount;
      field.setAttribute("aria-expanded", String(!list.hidden));
      // A new author is made by whoever means it, not by one who typed a name too fast.
      activate(found.length ? list.firstElementChild : null);
    };

    const search = async () => {
      const term = field.value.trim();
      pending?.abort();
      if (!term) return close();
      pending = new AbortController();
      try {
        const found = await find(term, pending.signal);
        if (field.value.trim() === term) offer(term, found);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    field.addEventListener("input", (event) => {
      clearTimeout(waiting);
      if (!event.isComposing) waiting = setTimeout(search, PAUSE);
    });
    field.addEventListener("compositionend", search);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const at = options().indexOf(active());
      if (event.key === "Enter") active()?.run();
      else if (event.key === "Escape" && !list.hidden) close();
      else if (event.key === "ArrowDown") activate(options()[Math.min(at + 1, options().length - 1)]);
      else if (event.key === "ArrowUp") activate(options()[Math.max(at - 1, 0)]);
      else return;
      event.preventDefault();
    });
  };

  const move = (event) => {
    const row = event.target.closest("tr.form-row");
    const up = event.key === "ArrowUp";
    if (!row || !event.altKey || event.isComposing || !(up || event.key === "ArrowDown")) return;
    const buttons = row.querySelectorAll("button.move");
    const field = document.activeElement;
    buttons[up ? 0 : 1]?.click();
    // A row that moves lets go of the focus.
    field.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  const nameFields = () => {
    for (const row of rows()) {
      const name = nameIn(row);
      const role = row.querySelector("input[name$=-role]");
      role?.setAttribute("aria-label", `${template.dataset.role} ${name}`.trim());
      role?.setAttribute("placeholder", template.dataset.role);
      row.querySelector("input[name$=-DELETE]")?.setAttribute("aria-label", `${template.dataset.remove} ${name}`);
      row.querySelector("a.inline-deletelink")?.setAttribute("aria-label", `${template.dataset.remove} ${name}`);
      row.querySelector("select[name$=-author]")?.setAttribute("aria-label", template.dataset.author);
      row.classList.toggle("going", Boolean(row.querySelector("input[name$=-DELETE]")?.checked));
    }
  };

  if (group && template && model) {
    const box = template.content.firstElementChild.cloneNode(true);
    group.querySelector("fieldset").append(box);
    group.classList.add("chips");
    equipAdding(box);
    group.addEventListener("keydown", move, true);
    // The admin's choosers and windows tell of a change by jQuery alone.
    django.jQuery(group).on("change", nameFields);
    group.addEventListener("formset:added", nameFields);
    nameFields();
  }
}
