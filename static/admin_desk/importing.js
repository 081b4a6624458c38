// Files are dropped, listed and taken away again before they are sent; without this the stock field does.
"use strict";

(() => {
  const form = document.getElementById("import-form");
  const zone = document.getElementById("drop-zone");
  const field = zone.querySelector("input[type=file]");
  const list = zone.querySelector(".chosen");
  const obstacle = document.getElementById("import-obstacle");
  let chosen = [];

  const sizeOf = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  const tell = (sentence) => {
    obstacle.textContent = sentence;
    obstacle.hidden = !sentence;
  };

  const findObstacle = () => {
    if (chosen.length > Number(form.dataset.mostFiles)) {
      return list.dataset.tooMany;
    }
    const bytes = chosen.reduce((sum, file) => sum + file.size, 0);
    return bytes > Number(form.dataset.mostBytes) ? list.dataset.tooLarge : "";
  };

  const row = (file, index) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    const size = document.createElement("span");
    size.className = "quiet";
    size.textContent = sizeOf(file.size);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = list.dataset.remove;
    button.setAttribute("aria-label", `${list.dataset.remove} ${file.name}`);
    button.addEventListener("click", () => {
      choose(chosen.filter((other) => other !== file));
      (list.querySelectorAll("button")[index] || list.querySelector("button:last-of-type") || field).focus();
    });
    item.append(name, size, button);
    return item;
  };

  const choose = (files) => {
    chosen = files;
    const transfer = new DataTransfer();
    chosen.forEach((file) => transfer.items.add(file));
    field.files = transfer.files;
    list.replaceChildren(...chosen.map(row));
    tell(findObstacle());
  };

  // A file that is chosen again takes the place of the one of its name.
  const add = (files) => {
    const names = new Set(files.map((file) => file.name));
    choose([...chosen.filter((file) => !names.has(file.name)), ...files]);
  };

  field.addEventListener("change", () => add([...field.files]));
  // What was chosen before this ran, or is still chosen when one comes back.
  if (field.files.length) {
    add([...field.files]);
  }

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const files = [...event.dataTransfer.files].filter((file, index) => !entries[index] || entries[index].isFile);
    add(files);
    if (entries.some((entry) => entry && entry.isDirectory)) {
      tell(list.dataset.folder);
    }
  });

  form.addEventListener("submit", (event) => {
    const sentence = findObstacle();
    if (sentence) {
      event.preventDefault();
      tell(sentence);
    }
  });
})();
