// @ts-check
// What the course keeps on this device: nothing, until the reader chooses it. Then one key a thing,
// `pl.v1.NAME`, in local storage. With a lock there is one sealed key instead, and lock.js opens it.
// Other scripts use `window.porchlight.keep`, and `all` and `make` for the page's elements; scripts.d.ts
// says what each part takes and gives.
(function () {
  "use strict";

  const PREFIX = "pl.v1.";
  const CHOSEN = PREFIX + "keep";
  const LOCKED = PREFIX + "locked";

  /** A stored text, or null; a browser that forbids storage throws at the mere mention of it.
   * @param {string} key */
  function get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** @type {Keep["set"]} */
  function set(key, text) {
    try {
      if (text === undefined) {
        localStorage.removeItem(key);
      } else {
        localStorage.setItem(key, text);
      }
      keep.trouble = "";
      return true;
    } catch (error) {
      keep.trouble = /** @type {Error} */ (error).name === "QuotaExceededError" ? "full" : "forbidden";
      return false;
    }
  }

  /** The keys of this course in storage. */
  function keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  }

  /** @type {Keep} */
  const keep = {
    vault: null,
    trouble: "",
    get,
    set,
    asked: () => get(CHOSEN) !== null || keep.locked(),
    choose: () => keep.asked() || set(CHOSEN, "1"),
    locked: () => get(LOCKED) !== null,
    open: () => keep.asked() && (!keep.locked() || keep.vault !== null),
    async read(name) {
      if (keep.locked()) {
        return keep.vault?.read(name);
      }
      try {
        return JSON.parse(get(PREFIX + name) ?? "") ?? undefined;
      } catch {
        return undefined; // nothing there, or nothing that we wrote
      }
    },
    async write(name, value) {
      if (keep.locked()) {
        return keep.vault?.write(name, value) ?? false;
      }
      return keep.asked() && set(PREFIX + name, value === undefined ? value : JSON.stringify(value));
    },
    async names() {
      if (keep.locked()) {
        return keep.vault?.names() ?? [];
      }
      return keys().filter((key) => key !== CHOSEN).map((key) => key.slice(PREFIX.length));
    },
    erase() {
      keep.vault = null;
      keys().forEach((key) => set(key, undefined));
      return keys();
    },
    onChange(callback) {
      window.addEventListener("storage", (event) => {
        if (event.key === null || event.key.startsWith(PREFIX)) {
          callback((event.key ?? "").slice(PREFIX.length));
        }
      });
    },
  };

  /** @type {PorchLight["all"]} */
  const all = (selector, inside = document) => /** @type {any[]} */ ([...inside.querySelectorAll(selector)]);
  /** @type {PorchLight["make"]} */
  const make = (tag, name = "", ...inside) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...inside);
    return element;
  };
  window.porchlight = Object.assign(/** @type {any} */ (window.porchlight ?? {}), { keep, all, make });
})();
