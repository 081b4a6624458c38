{% load static %}/*
 * The last issues that were read stay readable without a network.
 *
 * Pages come from the network first, so that a correction or a withdrawal is seen at once; files named by their
 * content come from what is kept. Each issue has a cache of its own with all that it needs, and goes as a whole.
 * Everything is fetched as anybody sees it, without cookies: what only editors see is never kept.
 */

const VERSION = "{{ version }}";
const HOME = "{% url 'home' %}";
const OFFLINE = "{% url 'offline' %}";
const DESK = "{% url 'admin:index' %}";
const STATIC = "{% get_static_prefix %}";
const MEDIA = "{% get_media_prefix %}";
const PICTURES = "{% url 'home' %}pictures/";

const SHELL = `shell ${VERSION}`;
const LIST = "shelf";
const SHELF = `${OFFLINE}shelf.json`;

const ISSUES_KEPT = 3;
const FETCHED_AT_ONCE = 2;
/* In bytes: a file above the first is left out, and so is what exceeds the second in one issue. */
const LARGEST_FILE = 400_000;
const LARGEST_ISSUE = 12_000_000;
/* Of a picture that is offered in several widths, the first of so many points is kept. */
const WIDE_ENOUGH = 960;
/* Milliseconds that the network may take to answer where there is a kept copy. */
const PATIENCE = 6_000;
/* Milliseconds after which an issue that is opened again is fetched again, for its corrections. */
const FRESH_FOR = 3_600_000;

const ANYBODY = { credentials: "omit", priority: "low" };
const ANY_VARIANT = { ignoreVary: true };

const isGone = (response) => response.status === 404 || response.status === 410;
const isFile = ({ pathname }) => [STATIC, MEDIA, PICTURES].some((prefix) => pathname.startsWith(prefix));
/* Uploads always are, static files once they have been collected: app.1a2b3c4d5e6f.css */
const isNamedByContent = ({ pathname }) => !pathname.startsWith(STATIC) || /\.[0-9a-f]{12}\.\w+$/.test(pathname);
const isPublic = (response) =>
  response.ok &&
  response.type === "basic" &&
  !response.redirected &&
  !/private|no-store/.test(response.headers.get("Cache-Control") ?? "");

/* Coming and going ------------------------------------------------------------------ */

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => keepPage(cache, OFFLINE))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("shell ") && name !== SHELL) await caches.delete(name);
      }
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

/* Answering ------------------------------------------------------------------------- */

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith(DESK)) return;
  if (isFile(url)) event.respondWith(file(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event));
});

async function file(request) {
  const url = new URL(request.url);
  const kept = await caches.match(request, ANY_VARIANT);
  if (kept && isNamedByContent(url)) return kept;
  return fetch(request).catch(async () => kept ?? (await sameInAnotherWidth(url)) ?? Response.error());
}

/** The width and format in which a picture is kept, where the browser asks for another: /pictures/480/….jpg.webp */
async function sameInAnotherWidth({ pathname }) {
  if (!pathname.startsWith(PICTURES)) return undefined;
  const name = pathname.slice(PICTURES.length).replace(/^\d+/, "").replace(/\w+$/, "");
  for (const { address } of await shelf()) {
    const cache = await caches.open(address);
    const same = (await cache.keys()).find(({ url }) => new URL(url).pathname.includes(name));
    if (same) return cache.match(same, ANY_VARIANT);
  }
  return undefined;
}

async function page(event) {
  const { url } = event.request;
  const network = Promise.resolve(event.preloadResponse).then((preloaded) => preloaded ?? fetch(event.request));
  const told = network.then((response) => {
    const copy = response.clone();
    return inTurn(() => follow(url, copy));
  });
  event.waitUntil(told.catch(() => {}));
  const kept = await caches.match(url, ANY_VARIANT);
  try {
    const response = await (kept ? Promise.race([network, tooLate()]) : network);
    return response.status >= 500 && kept ? kept : response;
  } catch {
    return kept ?? instead(new URL(url));
  }
}

function tooLate() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}

/** Without today's paper the home page leads to the last one that was read. */
async function instead(url) {
  const [last] = await shelf();
  if (url.pathname === HOME && last) return Response.redirect(last.address);
  return (await caches.match(OFFLINE, ANY_VARIANT)) ?? Response.error();
}

/** What the network just said of a page holds for its kept copy too. */
async function follow(url, response) {
  for (const entry of await shelf()) {
    const cache = await caches.open(entry.address);
    if (!(await cache.match(url, ANY_VARIANT))) continue;
    if (isPublic(response)) await store(cache, url, response);
    if (!isGone(response)) continue;
    await cache.delete(url, ANY_VARIANT);
    await check(entry);
  }
}

/* Keeping --------------------------------------------------------------------------- */

let turn = Promise.resolve();

/** One change of what is kept after the other. */
function inTurn(change) {
  turn = turn.then(change, change).catch(() => {});
  return turn;
}

self.addEventListener("message", (event) => {
  const { keep: list, check: all, forget: address, forgetAll } = event.data;
  if (list) event.waitUntil(inTurn(() => keep(list)));
  if (all) event.waitUntil(inTurn(checkAll));
  if (address) event.waitUntil(inTurn(() => forget(address)).then(() => event.source.postMessage("shelf")));
  if (forgetAll) event.waitUntil(inTurn(() => forgetBut([])));
});

/** Keep the issue whose addresses are told at ``list``, as the first of the few that there is room for. */
async function keep(list) {
  const answer = await fetch(list, ANYBODY);
  if (!isPublic(answer)) return;
  const { name, addresses } = await answer.json();
  const [address] = addresses;
  const entries = await shelf();
  const known = entries.find((entry) => entry.address === address);
  const others = entries.filter((entry) => entry !== known).slice(0, ISSUES_KEPT - 1);
  let kept = known?.kept ?? 0;
  if (Date.now() - kept > FRESH_FOR) {
    await forgetBut([address, ...others.map((entry) => entry.address)]);
    await keepAddresses(await caches.open(address), addresses);
    kept = Date.now();
  }
  await setShelf([{ name, address, list, kept }, ...others]);
}

async function keepAddresses(cache, addresses) {
  const budget = { left: LARGEST_ISSUE };
  const waiting = [...addresses];
  const one = async () => {
    while (waiting.length) await keepPage(cache, waiting.shift(), budget);
  };
  await Promise.all(Array.from({ length: FETCHED_AT_ONCE }, one));
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    if (!isFile(url) && !addresses.includes(url.pathname)) {
      await cache.delete(request, ANY_VARIANT);
    }
  }
}

async function keepPage(cache, address, budget) {
  const response = await fetch(address, ANYBODY);
  if (isPublic(response)) await store(cache, address, response, budget);
  else if (isGone(response)) await cache.delete(address, ANY_VARIANT);
}

/** Store a page with the files that it names. */
async function store(cache, address, response, budget = { left: LARGEST_ISSUE }) {
  const html = await response.clone().text();
  await cache.put(address, response);
  for (const url of filesOf(html)) {
    if (!(await cache.match(url, ANY_VARIANT))) await keepFile(cache, url, budget);
  }
}

/** The files that a page names on this server, each picture once. */
function filesOf(html) {
  const named = [...html.matchAll(/\s[\w-]+="([^"\s]+)"/g)].map(([, value]) => value);
  const statics = named.filter((value) => value.startsWith(STATIC));
  const pictures = [...html.matchAll(/<picture>.*?<\/picture>|<img\b[^>]*>/gs)].map(([tags]) => pictureOf(tags));
  const urls = [...statics, ...pictures].map((value) => new URL(value.replaceAll("&amp;", "&"), location.origin));
  return new Set(urls.filter((url) => url.origin === location.origin && isFile(url)).map((url) => url.href));
}

/** As WebP where it is offered: older browsers that keep things know no AVIF, and a kept picture stands for any. */
function pictureOf(tags) {
  const srcset = tags.match(/type="image\/webp" srcset="([^"]+)"/) ?? tags.match(/srcset="([^"]+)"/);
  const offered = srcset?.[1].split(/,\s+/).map((candidate) => candidate.split(" ")) ?? [];
  const [url] = offered.find(([, width]) => parseInt(width, 10) >= WIDE_ENOUGH) ?? offered.at(-1) ?? [];
  return url ?? tags.match(/\ssrc="([^"]*)"/)?.[1] ?? "";
}

async function keepFile(cache, url, budget) {
  const response = await fetch(url, ANYBODY).catch(() => null);
  if (!response || !isPublic(response)) return;
  const bytes = Number(response.headers.get("Content-Length"));
  const mayBeKept = response.headers.get("Content-Type")?.startsWith("application/pdf") === false;
  if (!mayBeKept || bytes > LARGEST_FILE || bytes > budget.left) {
    await response.body?.cancel();
    return;
  }
  budget.left -= bytes;
  await cache.put(url, response);
}

/* The shelf: which issues are kept, the last one read first --------------------------- */

async function shelf() {
  return (await (await caches.match(SHELF))?.json()) ?? [];
}

async function setShelf(entries) {
  const cache = await caches.open(LIST);
  await cache.put(SHELF, new Response(JSON.stringify(entries), { headers: { "Content-Type": "application/json" } }));
}

async function forget(address) {
  const left = (await shelf()).filter((entry) => entry.address !== address);
  await forgetBut(left.map((entry) => entry.address));
}

/** Remove every issue but these, also one that was kept half when its reader went away. */
async function forgetBut(addresses) {
  await setShelf((await shelf()).filter((entry) => addresses.includes(entry.address)));
  for (const name of await caches.keys()) {
    if (name.startsWith("/") && !addresses.includes(name)) await caches.delete(name);
  }
}

async function checkAll() {
  for (const entry of await shelf()) await check(entry);
}

/** An issue that was withdrawn is not kept longer than until the network tells of it. */
async function check({ address, list }) {
  if (isGone(await fetch(list, { ...ANYBODY, cache: "no-cache" }))) await forget(address);
}
