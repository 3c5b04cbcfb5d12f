// @ts-check
// "Keep this course on my phone": nothing is kept, and no service worker exists, until a reader presses
// it. Remove takes all of it away again. Browsers allow it on a server's pages only, not from disk.
(function () {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../", script.src).href;
  const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-pl-keep]"));
  if (!box || !location.protocol.startsWith("http") || !("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  const on = /** @type {HTMLButtonElement} */ (box.querySelector("[data-pl-keep-on]"));
  const off = /** @type {HTMLButtonElement} */ (box.querySelector("[data-pl-keep-off]"));
  const told = /** @type {HTMLElement} */ (box.querySelector("[data-pl-keep-told]"));
  const bar = /** @type {HTMLProgressElement} */ (box.querySelector("progress"));

  /** Our worker, if there is one. A site around ours may have a worker of its own. @param {string} [at] */
  async function registration(at = root) {
    const found = await workers.getRegistration(at);
    return found?.scope === at ? found : undefined;
  }

  /** Where the copy lies whose content sw.js keeps under this name. @param {string} name */
  const place = (name) => name.slice("pl ".length, name.lastIndexOf(" "));

  /** What is kept, all of it or a part: of this copy, and of those in other languages, in a folder of it or around. */
  async function stores() {
    const names = (await caches.keys()).filter((name) => name.startsWith("pl " + location.origin));
    return names.filter((name) => place(name).startsWith(root) || root.startsWith(place(name)));
  }

  /** Whether this copy of the course is kept whole. */
  async function kept() {
    return Boolean((await registration())?.active) && (await stores()).some((name) => place(name) === root);
  }

  /** Whether the worker gives a page back, at an address that no server was ever asked for. */
  const proved = () =>
    fetch(root + "index.html?" + Date.now(), { cache: "only-if-cached", mode: "same-origin" }).then(
      (answer) => answer.ok,
      () => false,
    );

  /** Remove the course and its workers from this device, in every language: nothing of it is to be found there. */
  async function remove() {
    const names = await stores();
    for (const at of [root, ...names.map(place)]) await (await registration(at))?.unregister();
    for (const name of names) await caches.delete(name);
    await show();
  }

  /** Show the controls that fit. @param {string} [words] what to tell */
  async function show(words) {
    const whole = await kept();
    const some = whole || (await stores()).length > 0 || Boolean(await registration());
    on.hidden = whole;
    off.hidden = !some;
    bar.hidden = true;
    told.textContent = words ?? (whole ? _("The course is kept on this phone.") : "");
  }

  /** Settles when a worker has all of the course, or has given up. @param {ServiceWorker} worker */
  function settled(worker) {
    return new Promise((resolve) => {
      const look = () => {
        if (worker.state === "activated" || worker.state === "redundant") resolve(worker.state);
      };
      worker.addEventListener("statechange", look);
      look();
    });
  }

  on.addEventListener("click", async () => {
    on.disabled = true;
    bar.removeAttribute("value");
    bar.hidden = false;
    told.textContent = _("Fetching the course. Please stay on this page.");
    try {
      const made = await workers.register(root + "sw.js", { scope: root });
      const worker = made.installing ?? made.waiting ?? made.active;
      if (worker) await settled(worker);
    } catch {
      // told below
    }
    let whole = await kept();
    if (whole && !(await proved())) {
      await remove();
      whole = false;
    }
    await show(
      whole
        ? _("Done. The course is kept on this phone. Its address opens it again, with no internet too.")
        : _("That did not work: the connection broke, or there is too little room. Try again, or remove the part that is here."),
    );
    on.disabled = false;
    (whole ? off : on).focus();
  });

  off.addEventListener("click", async () => {
    await remove();
    const left = (await stores()).length > 0 || Boolean(await registration());
    await show(
      left
        ? _("Something is left. Close the other tabs of this course and press again.")
        : _("Removed. This phone keeps nothing of the course now. The browser’s history may still list pages that you opened."),
    );
    on.focus();
  });

  // "Erase everything", where it stands on this page too, takes the course along
  document.addEventListener("pl-erase", remove);
  workers.addEventListener("message", (event) => {
    bar.max = event.data.of;
    bar.value = event.data.kept;
  });
  // a browser's own offer to install a page would come unasked
  window.addEventListener("beforeinstallprompt", (event) => event.preventDefault());

  const porchlight = /** @type {any} */ (window.porchlight ?? (window.porchlight = /** @type {any} */ ({})));
  porchlight.offline = { kept, remove };
  show().then(() => {
    box.hidden = false;
  });
})();
