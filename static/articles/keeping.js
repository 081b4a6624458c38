/* Reading offline: hands the issue that is read to the service worker, which keeps it. */

const GLANCE = 1500; /* milliseconds */

const { worker, issue } = document.querySelector(".comfort").dataset;
const root = document.documentElement;
const shelf = document.querySelector(".kept");

async function tell(message) {
  const registration = await navigator.serviceWorker.ready;
  registration.active.postMessage(message);
}

function wanted() {
  return root.dataset.keep !== "nothing";
}

/** Once a visit, and whenever the network is back: is what is kept still published? */
function check() {
  try {
    if (sessionStorage.getItem("newsroom.checked")) return;
    sessionStorage.setItem("newsroom.checked", "yes");
  } catch {
    // Without a memory it is asked on every page.
  }
  tell({ check: true });
}

addEventListener("online", () => tell({ check: true }));
let was = wanted();
addEventListener("preferences", () => {
  // Other settings are no wish to keep anything.
  if (was === wanted()) return;
  was = wanted();
  if (!was) tell({ forgetAll: true });
  else if (issue) tell({ keep: issue });
});

/* The page that lists what is kept. */

async function list() {
  const stored = await caches.match(shelf.dataset.shelf);
  const entries = stored ? await stored.json() : [];
  shelf.replaceChildren(...entries.map(row));
  shelf.hidden = !entries.length;
  document.querySelector(".kept-nothing").hidden = entries.length > 0;
}

function row({ name, address }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.lang = "zh-Hans";
  link.textContent = name;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = shelf.dataset.remove;
  button.setAttribute("aria-label", `${shelf.dataset.remove} ${name}`);
  button.addEventListener("click", () => tell({ forget: address }));
  item.append(link, button);
  return item;
}

if (shelf) {
  navigator.serviceWorker.addEventListener("message", list);
  navigator.serviceWorker.startMessages();
  list();
}

await navigator.serviceWorker.register(worker);
check();
// Who saves data has not asked for articles that may never be read, nor has who only glanced at the page.
if (issue && !navigator.connection?.saveData) setTimeout(() => wanted() && tell({ keep: issue }), GLANCE);
