// @ts-check
// Answers for the pages that a phone keeps. It comes to life only when a reader presses "Keep this
// course on my phone" (offline.js). editions/web/offline.py writes VERSION and FILES in front: FILES has
// the SHA-256 of each file of this version, by its path.
(function () {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const root = new URL("./", worker.location.href);
  const ours = "pl " + root.href + " ";
  const now = ours + VERSION;
  const AT_ONCE = 6;

  /** The name under which a file's content is kept; another content has another name. @param {string} path */
  const key = (path) => root.href + path + "?" + encodeURIComponent(FILES[path]);

  /** Keep one file: what an earlier version kept, when it is the same; else as the server has it, when
   * that is the version we were written for. @param {Cache} cache @param {string} path */
  async function keep(cache, path) {
    if (await cache.match(key(path), { ignoreVary: true })) return;
    let answer = await caches.match(key(path), { ignoreVary: true });
    if (!answer) {
      answer = await fetch(root.href + path, { cache: "no-cache", integrity: "sha256-" + FILES[path] });
      if (!answer.ok) throw new Error(path + ": " + answer.status);
      // browsers do not show a page from an answer that was redirected
      if (answer.redirected) answer = new Response(await answer.blob(), { headers: answer.headers });
    }
    await cache.put(key(path), answer);
  }

  async function keepAll() {
    const cache = await caches.open(now);
    const waiting = Object.keys(FILES);
    const all = waiting.length;
    let done = 0;
    const line = async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        await keep(cache, path);
        done += 1;
        for (const page of await worker.clients.matchAll({ includeUncontrolled: true })) {
          page.postMessage({ kept: done, of: all });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    // all of it is here: from now on every page comes from this version
    await worker.skipWaiting();
  }

  async function dropOlder() {
    const names = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== now);
    await Promise.all(names.map((name) => caches.delete(name)));
    await worker.clients.claim();
  }

  /** The kept file that an address names, if any: "" is the front page, and a host may leave out ".html".
   * @param {URL} url */
  function kept(url) {
    const path = decodeURI(url.pathname.slice(root.pathname.length));
    return [path, path + "index.html", path + ".html"].find((name) => Object.prototype.hasOwnProperty.call(FILES, name));
  }

  const MISSING =
    '<!doctype html><html lang="' + LANGUAGE + '"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    "<title>" + _("Not kept here") + "</title><h1>" + _("This page is not kept here") + "</h1><p>" + _("It needs the internet, and there is none now.") + "</p>" +
    '<p><a href="' + root.href + 'index.html">' + _("Front page") + "</a></p></html>";

  worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
  worker.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
  worker.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    const inside = url.origin === root.origin && url.pathname.startsWith(root.pathname);
    if (event.request.method !== "GET" || !inside) return;
    const path = kept(url);
    if (path) {
      const found = caches.match(key(path), { cacheName: now, ignoreVary: true });
      event.respondWith(found.then((answer) => answer ?? fetch(event.request)));
    } else if (event.request.mode === "navigate" && url.pathname.endsWith(".html")) {
      const headers = { "Content-Type": "text/html; charset=utf-8" };
      event.respondWith(fetch(event.request).catch(() => new Response(MISSING, { status: 503, headers })));
    }
  });
})();
