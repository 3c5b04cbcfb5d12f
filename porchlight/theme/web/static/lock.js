// @ts-check
// A lock on what is kept: everything goes into one sealed key, `pl.v1.locked`. AES-GCM with a fresh
// IV at each write; the key is derived with PBKDF2-HMAC-SHA-256 at the cost that OWASP's Password
// Storage Cheat Sheet gives (600,000 rounds), from the passphrase and a random salt. The key lives
// in this page's memory only, so each page asks for the passphrase again.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, tools, text, all, make } = shared;
  const PREFIX = "pl.v1.";
  const SEALED = PREFIX + "locked";
  const ROUNDS = 600_000;
  const SHORTEST = 8; // characters of a passphrase

  /** @param {string} name */
  const input = (name) => /** @type {HTMLInputElement} */ (all(`[data-pl-phrase=${name}]`)[0]);
  /** @param {Uint8Array} bytes */
  const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  /** @param {unknown} written @returns {Uint8Array<ArrayBuffer>} */
  const toBytes = (written) => Uint8Array.from(atob(String(written)), (letter) => letter.charCodeAt(0));
  /** @param {number} count */
  const random = (count) => crypto.getRandomValues(new Uint8Array(count));

  /** @param {string} phrase @param {Uint8Array<ArrayBuffer>} salt @param {number} rounds */
  async function derive(phrase, salt, rounds) {
    const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(phrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
    return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /** @typedef {Record<string, unknown>} Everything */

  /** @param {CryptoKey} key @param {Uint8Array} salt @param {Everything} everything */
  async function seal(key, salt, everything) {
    const iv = random(12);
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(everything)));
    return JSON.stringify({ rounds: ROUNDS, salt: toText(salt), iv: toText(iv), data: toText(new Uint8Array(data)) });
  }

  /** Rejects when the key does not fit. @param {CryptoKey} key @param {string} sealed @returns {Promise<Everything>} */
  async function open(key, sealed) {
    const { iv, data } = JSON.parse(sealed);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, key, toBytes(data));
    return text.parts(JSON.parse(new TextDecoder().decode(plain)));
  }

  /** What is kept, behind an open lock. @param {CryptoKey} key @param {Uint8Array} salt @returns {Vault} */
  function vault(key, salt) {
    const everything = async () => {
      const sealed = keep.get(SEALED);
      return sealed === null ? text.parts(null) : open(key, sealed).catch(() => text.parts(null));
    };
    /** @type {Promise<boolean>} */
    let last = Promise.resolve(true);
    /** @param {string} name @param {unknown} value */
    async function write(name, value) {
      for (;;) {
        const before = keep.get(SEALED);
        if (before === null) {
          return false;
        }
        const all = await open(key, before);
        all[name] = value;
        const after = await seal(key, salt, all);
        if (keep.get(SEALED) === before) { // else another tab was faster: take its words in
          return keep.set(SEALED, after);
        }
      }
    }
    return {
      read: async (name) => (await everything())[name],
      names: async () => Object.keys(await everything()),
      write(name, value) {
        return (last = last.then(() => write(name, value)).catch(() => {
          keep.trouble = "forbidden"; // sealed anew in another tab, with another passphrase
          return false;
        }));
      },
    };
  }

  async function lock() {
    const [phrase, again] = [input("new").value, input("again").value];
    if (phrase.length < SHORTEST) {
      tools.say(`Use ${SHORTEST} letters or more. A few words that only you would put together are best.`);
    } else if (phrase !== again) {
      tools.say("The two are not the same. Type them once more.");
    } else {
      tools.say("Locking …");
      /** @type {Everything} */
      const everything = {};
      for (const name of await keep.names()) {
        everything[name] = await keep.read(name);
      }
      const salt = random(16);
      const key = await derive(phrase, salt, ROUNDS);
      const sealed = await seal(key, salt, everything);
      if (!keep.set(SEALED, sealed)) {
        tools.say("This browser has no room for it. Nothing was changed.");
        return;
      }
      [...Object.keys(everything), "keep"].forEach((name) => keep.set(PREFIX + name, undefined));
      keep.vault = vault(key, salt);
      input("new").value = input("again").value = "";
      tools.changed();
      tools.say("Locked. Each page will ask for the passphrase. This page is open until you leave it.");
    }
  }

  async function unlock() {
    const sealed = keep.get(SEALED) ?? "";
    tools.say("Opening …");
    try {
      const { salt, rounds } = JSON.parse(sealed);
      const key = await derive(input("old").value, toBytes(salt), Math.min(Number(rounds), 10 * ROUNDS));
      await open(key, sealed);
      keep.vault = vault(key, toBytes(salt));
    } catch {
      tools.say("That passphrase does not fit. Nothing was lost. Try again.");
      return;
    }
    input("old").value = "";
    tools.say("Open, until you leave this page.");
    tools.changed();
  }

  async function remove() {
    const { vault } = keep;
    const names = await vault?.names() ?? [];
    const values = await Promise.all(names.map((name) => vault?.read(name)));
    if (names.every((name, index) => keep.set(PREFIX + name, JSON.stringify(values[index]))) && keep.set(PREFIX + "keep", "1")) {
      keep.set(SEALED, undefined);
      keep.vault = null;
      tools.changed();
      tools.say("The lock is gone. Your answers can be read in this browser again.");
    } else {
      names.forEach((name) => keep.set(PREFIX + name, undefined));
      tools.say("This browser has no room for it. It stays locked.");
    }
  }

  tools.on("lock-off", remove);
  for (const [name, act] of /** @type {const} */ ([["lock", lock], ["unlock", unlock]])) {
    const [fields] = all(`[data-pl-form=${name}]`);
    const form = make("form"); // so that Enter works; the page's policy lets no form be sent
    fields.replaceWith(form);
    form.append(fields);
    fields.hidden = false;
    /** @type {HTMLInputElement[]} */ (all("input", form)).forEach((field) => {
      field.type = "password";
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
  }
})();
