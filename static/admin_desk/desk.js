// Rows that adminsortable2 lets one drag can be moved by keyboard too, new ones included;
// what is folded away opens where something stands in it; a field that is refused has the focus; each cell of a list knows the name of its column,
// and what select2 and the stock search make of a field has the field's name.
"use strict";

(() => {
  const labels = document.currentScript.dataset;
  const ROWS = "tr.form-row, .inline-related:not(.tabular)";

  const rowsOf = (group) => [...group.querySelectorAll(ROWS)].filter(
    (row) => !row.classList.contains("empty-form") && row.querySelector("input._reorder_"));

  const place = (row) => row.querySelector("input._reorder_");

  // A row that was added but left empty must stay unchanged, or it would be taken for a mistake.
  const isFilled = (row) => row.classList.contains("has_original") ||
    [...row.querySelectorAll("input:not([type=hidden]), select, textarea")].some(
      (field) => field.value && field.value !== field.defaultValue);

  const number = (group) => rowsOf(group).filter(isFilled).forEach((row, index) => {
    place(row).value = String(index + 1);
  });

  const inOrder = (group) => {
    const places = rowsOf(group).filter(isFilled).map((row) => Number(place(row).value));
    return places.every((value, index) => index === 0 || value > places[index - 1]);
  };

  const move = (group, row, step) => {
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + step];
    if (!other) {
      return;
    }
    other.insertAdjacentElement(step < 0 ? "beforebegin" : "afterend", row);
    number(group);
  };

  const button = (group, row, step, text, label) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "move";
    made.textContent = text;
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      move(group, row, step);
      made.focus();
    });
    return made;
  };

  const equip = (group, row) => {
    if (row.querySelector("button.move") || row.classList.contains("empty-form") || !place(row)) {
      return;
    }
    const home = row.querySelector(":scope > td.original, :scope > h3");
    const tools = document.createElement("span");
    tools.className = "moves";
    tools.append(button(group, row, -1, "↑", labels.moveUp), button(group, row, 1, "↓", labels.moveDown));
    home.append(tools);
  };

  const openWhatIsFilled = () => {
    for (const folded of document.querySelectorAll(".open-if-filled details")) {
      folded.open = folded.open || [...folded.querySelectorAll("input, textarea")].some((field) => field.value);
    }
  };

  // On a phone a row is set as an entry of its own, where the table's head would be far away.
  const nameCells = (table) => {
    const names = [...table.tHead.rows[0].cells].map((cell) => (cell.querySelector(".text") ?? cell).innerText.trim());
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, i) => {
        const isEmpty = ["", "—", "-"].includes(cell.innerText.trim());
        cell.dataset.column = names[i] ?? "";
        cell.classList.toggle("is-nothing", isEmpty && !cell.querySelector("img, input, textarea, button"));
      });
    }
    table.classList.add("has-names");
  };

  const nameChoice = (select) => {
    const made = select.nextElementSibling?.querySelector("[role=combobox]");
    const value = made?.querySelector("[role=textbox]");
    const label = select.labels[0];
    if (!value) {
      return;
    }
    if (label) {
      label.id ||= `${select.id}_label`;
      value.setAttribute("aria-labelledby", label.id);
      made.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    } else {
      value.setAttribute("aria-label", select.getAttribute("aria-label") ?? "");
    }
  };

  const nameChoices = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(nameChoice);

  // What has to be mended comes first, also where the stock script gave the first field of a new object the focus.
  const goToFault = () => {
    const faulty = [...document.querySelectorAll("#content form [aria-invalid=true]")];
    faulty.find((field) => field.offsetParent)?.focus();
  };

  document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameChoices(target)));
  // After select2, which waits for jQuery's word.
  window.django?.jQuery?.(() => nameChoices(document));

  window.addEventListener("load", () => {
    openWhatIsFilled();
    goToFault();
    document.getElementById("searchbar")?.setAttribute("aria-label", labels.search);
    document.querySelectorAll(".selector .help-tooltip").forEach((help) => help.setAttribute("role", "img"));
    document.querySelectorAll("#result_list, #deleted_list, .inline-group .tabular table").forEach(nameCells);
    for (const group of document.querySelectorAll("fieldset.sortable")) {
      rowsOf(group).forEach((row) => equip(group, row));
      group.addEventListener("formset:added", (event) => equip(group, event.target));
      group.closest("form").addEventListener("submit", () => {
        if (!inOrder(group)) {
          number(group);
        }
      });
    }
  });
})();
