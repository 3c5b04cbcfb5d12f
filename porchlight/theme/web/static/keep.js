// @ts-check
// What the course keeps on this device: nothing, until the reader asks for it. There are two things to
// ask for, and neither brings the other along: "place" (where they were, what is done, who they are) and
// "answers" (what they type). Then one key a thing, `pl.v1.NAME`, in local storage. With a lock there is
// one sealed key instead, and lock.js opens it. What belongs to a private page is never kept.
// Other scripts use `window.porchlight.keep`, and `all` and `make` for the page's elements; scripts.d.ts
// says what each part takes and gives.
(function () {
  "use strict";

  /** What the page says of itself: on its body, or with another theme on the part that holds our words. */
  const page = (/** @type {HTMLElement | null} */ (document.querySelector("[data-pl-root]")) ?? document.body).dataset;
  const { plRoot: root = "", plPrivate = "" } = page;
  const at = new URL(root, location.href).pathname;
  // two courses on one host keep apart
  const START = "pl.v1.";
  const PREFIX = at === "/" ? START : `${START}${at} `;
  const OURS = ["keep", "keep.place", "keep.answers", "locked"]; // keys that hold nothing of the reader's
  const PRIVATE = plPrivate.split(" ");
  const privateAnswers = PRIVATE.map((page) => `answers.${page.replace(/.*\//, "")}`);

  /** @type {Keep["get"]} */
  function get(name) {
    try {
      return localStorage.getItem(PREFIX + name);
    } catch {
      return null; // a browser that forbids storage throws at the mere mention of it
    }
  }

  /** @type {Keep["set"]} */
  function set(name, text) {
    try {
      if (text === undefined) {
        localStorage.removeItem(PREFIX + name);
      } else {
        localStorage.setItem(PREFIX + name, text);
      }
      keep.trouble = get(name) === (text ?? null) ? "" : "forbidden"; // believed only when it was read back
    } catch (error) {
      keep.trouble = /** @type {Error} */ (error).name === "QuotaExceededError" ? "full" : "forbidden";
    }
    return !keep.trouble;
  }

  /** What stands readable under a name. @param {string} name @returns {unknown} */
  function parsed(name) {
    try {
      return JSON.parse(get(name) ?? "") ?? undefined;
    } catch {
      return undefined; // nothing there, or nothing that we wrote
    }
  }

  /** The names of this course in storage. */
  function stored() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && !(PREFIX === START && key[START.length] === "/"));
      return keys.map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  }

  /** What a reader has to ask for before a thing is kept. @param {string} name @returns {What} */
  const needs = (name) => (name.startsWith("answers.") ? "answers" : "place");

  /** @type {Keep} */
  const keep = {
    vault: null,
    trouble: "",
    get,
    set,
    asked: (what) => get(`keep.${what}`) !== null,
    // some of what keeps, shows and erases words fails in browsers from before 2021: there nothing is kept
    choose: (what) => "replaceChildren" in document && set(`keep.${what}`, "1"),
    locked: () => get("locked") !== null,
    readable: () => !keep.locked() || keep.vault !== null,
    open: (what) => keep.asked(what) && keep.readable(),
    plain: () => stored().filter((name) => !OURS.includes(name)),
    read: async (name) => (keep.locked() ? keep.vault?.read(name) : parsed(name)),
    async write(name, value) {
      if (value !== undefined && (!keep.asked(needs(name)) || privateAnswers.includes(name))) {
        return false;
      }
      if (keep.locked()) {
        return keep.vault?.write(name, value) ?? false;
      }
      const done = set(name, value === undefined ? value : JSON.stringify(value));
      if (value !== undefined && keep.locked()) {
        set(name, undefined); // another tab has locked meanwhile: nothing readable stays beside the lock
        return false;
      }
      return done;
    },
    async names() {
      return keep.locked() ? keep.vault?.names() ?? [] : keep.plain();
    },
    async withdraw(what) {
      if (!keep.readable()) {
        return false;
      }
      set(`keep.${what}`, undefined);
      for (const name of (await keep.names()).filter((one) => needs(one) === what)) {
        await keep.write(name, undefined);
      }
      if (!keep.asked("place") && !keep.asked("answers")) {
        keep.vault = null;
        set("locked", undefined);
      }
      return true;
    },
    allowed(everything) {
      const names = Object.keys(everything).filter((name) => !privateAnswers.includes(name));
      // an earlier version asked once for all, and with a lock it kept that inside
      if (get("keep") !== null || (keep.locked() && !keep.asked("place") && !keep.asked("answers"))) {
        names.forEach((name) => keep.choose(needs(name)));
        set("keep", undefined);
      }
      const left = Object.fromEntries(names.filter((name) => keep.asked(needs(name))).map((name) => [name, everything[name]]));
      let gone = Object.keys(left).length < Object.keys(everything).length;
      const { last, done } = /** @type {any} */ (left.place ?? {});
      /** @param {unknown} page */
      const may = (page) => !PRIVATE.includes(String(page));
      if (Array.isArray(last) && !may(last[0])) {
        gone = true;
        left.place = { done };
      }
      if (Array.isArray(done) && !done.every(may)) {
        gone = true;
        left.place = { .../** @type {object} */ (left.place), done: done.filter(may) };
      }
      all("[data-pl-removed]").forEach((words) => (words.hidden = words.hidden && !gone));
      return left;
    },
    erase() {
      keep.vault = null;
      stored().forEach((name) => set(name, undefined));
      return stored();
    },
    onChange(callback) {
      window.addEventListener("storage", ({ key }) => {
        if (key === null || key.startsWith(PREFIX)) {
          callback((key ?? "").slice(PREFIX.length));
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
  window.porchlight = Object.assign(/** @type {any} */ (window.porchlight ?? {}), { keep, all, make, page });

  // what an earlier version kept unasked goes at the first visit; behind a lock, when that is opened
  if (!keep.locked() && stored().length) {
    const before = Object.fromEntries(keep.plain().map((name) => [name, parsed(name)]));
    const left = keep.allowed(before);
    for (const name of Object.keys(before)) {
      if (JSON.stringify(left[name]) !== JSON.stringify(before[name])) {
        set(name, name in left ? JSON.stringify(left[name]) : undefined);
      }
    }
  }
})();
