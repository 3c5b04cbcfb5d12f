// @ts-check
// A lock on what is kept: everything goes into one sealed key, `pl.v1.locked`. AES-GCM with a fresh
// IV at each write; the key is derived with PBKDF2-HMAC-SHA-256 at the cost that OWASP's Password
// Storage Cheat Sheet gives (600,000 rounds), from the passphrase and a random salt. The key lives
// in this page's memory only, so each page asks for the passphrase again. lock.js has the forms for it.
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { keep, text } = shared;
  const SEALED = "locked";
  const ROUNDS = 600_000;

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
    /** @param {(all: Everything) => Everything} change */
    async function renew(change) {
      for (;;) {
        const before = keep.get(SEALED);
        if (before === null) {
          return false;
        }
        const after = await seal(key, salt, change(await open(key, before)));
        if (keep.get(SEALED) === before) { // else another tab was faster: take its words in
          return keep.set(SEALED, after);
        }
      }
    }
    /** @param {(all: Everything) => Everything} change */
    const change = (change) =>
      (last = last.then(() => renew(change)).catch(() => {
        keep.trouble = "forbidden"; // sealed anew in another tab, with another passphrase
        return false;
      }));
    return {
      read: async (name) => (await everything())[name],
      names: async () => Object.keys(await everything()),
      change,
      async write(name, value) {
        const done = await change((all) => ({ ...all, [name]: value }));
        return done || keep.locked() ? done : keep.write(name, value); // the lock was taken off in another tab
      },
    };
  }

  /** One thing that was kept twice: the newer; of answers that were written apart, all of both.
   * @param {string} name @param {unknown} plain @param {unknown} sealed */
  function joined(name, plain, sealed) {
    const [one, other] = name.startsWith("answers.") ? [text.check(plain), text.check(sealed)] : [];
    if (!one || !other || one.seen.includes(other.stamp)) {
      return plain ?? sealed;
    }
    if (one.stamp === other.stamp || other.seen.includes(one.stamp)) {
      return sealed;
    }
    return { ...one, ...text.merge({ prompts: {}, extra: [] }, one, other), stamp: one.stamp + other.stamp, seen: [one.stamp, other.stamp] };
  }

  /** All that lies readable in storage: each name with its text. */
  const readable = () => keep.plain().map((name) => /** @type {const} */ ([name, keep.get(name)]));

  /** @param {string | null} written */
  function parsed(written) {
    try {
      return JSON.parse(written ?? "null") ?? undefined;
    } catch {
      return undefined; // nothing that we wrote
    }
  }

  /** Take in what another tab has kept in the open just while this one locked. */
  async function absorb() {
    const found = readable();
    const { vault } = keep;
    if (vault && keep.locked() && found.length) {
      const done = await vault.change((all) => {
        found.forEach(([name, written]) => {
          all[name] = joined(name, parsed(written), all[name]);
        });
        return all;
      });
      found.filter(([name, written]) => done && keep.get(name) === written).forEach(([name]) => keep.set(name, undefined));
    }
  }

  /** @type {Vaults["lock"]} */
  async function lock(phrase) {
    const salt = random(16);
    const key = await derive(phrase, salt, ROUNDS);
    // deriving takes its time, and sealing some: what was typed meanwhile, here or in another tab, comes in too
    for (;;) {
      const before = readable();
      const sealed = await seal(key, salt, Object.fromEntries(before.map(([name, written]) => [name, parsed(written)])));
      if (keep.locked()) {
        return "elsewhere";
      }
      if (JSON.stringify(readable()) === JSON.stringify(before)) {
        if (!keep.set(SEALED, sealed)) {
          return "full";
        }
        before.forEach(([name]) => keep.set(name, undefined));
        break;
      }
    }
    keep.vault = vault(key, salt);
    await absorb();
    return "";
  }

  /** @type {Vaults["unlock"]} */
  async function unlock(phrase) {
    try {
      const sealed = keep.get(SEALED) ?? "";
      const { salt, rounds } = JSON.parse(sealed);
      const key = await derive(phrase, toBytes(salt), Math.min(Number(rounds), 10 * ROUNDS));
      await open(key, sealed);
      keep.vault = vault(key, toBytes(salt));
    } catch {
      return false;
    }
    await keep.vault.change(keep.allowed);
    await absorb();
    return true;
  }

  /** @type {Vaults["remove"]} */
  async function remove() {
    const { vault } = keep;
    for (;;) {
      const sealed = keep.get(SEALED);
      const names = await vault?.names() ?? [];
      const values = await Promise.all(names.map((name) => vault?.read(name)));
      if (keep.get(SEALED) === sealed) { // else another tab has kept something meanwhile
        const whole = names.every((name, index) => keep.set(name, JSON.stringify(values[index])));
        if (whole) {
          keep.set(SEALED, undefined);
          keep.vault = null;
        } else {
          names.forEach((name) => keep.set(name, undefined));
        }
        return whole;
      }
    }
  }

  // not at once: words that appear beside the lock may be those of a lock that is just being taken off
  let waiting = 0;
  keep.onChange(() => {
    clearTimeout(waiting);
    waiting = window.setTimeout(absorb, 500);
  });
  shared.vaults = { lock, unlock, remove };
})();
