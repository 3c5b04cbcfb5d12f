// @ts-check
// Answers as plain data: what of it can be trusted, and how two versions become one without loss. Which values a
// kind of prompt can have, its own script says (porchlight/prompts/). Nothing here touches the page.
(function () {
  "use strict";

  const ID = /^[a-z0-9-]{1,48}$/;
  const MOST = 400; // rows, choices or other parts of one thing
  const shared = /** @type {PorchLight} */ (window.porchlight);
  const kinds = (shared.kinds = Object.create(null));
  shared.kind = (make, ...names) => names.forEach((name) => (kinds[name] = make(shared, name)));

  /** @param {unknown} text @returns {text is string} */
  const isText = (text) => typeof text === "string"; // of any length: what is too long for a browser or a file, that says
  /** @param {unknown} id @returns {id is string} */
  const isId = (id) => isText(id) && ID.test(id);
  /** @param {string} text */
  const plain = (text) => text.replace(/\r\n?/g, "\n");
  /** @param {string} text */
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  /** Words as a key, like key_of in prompts/kind.py. @param {string} words */
  const slug = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  /** @param {unknown} list @returns {list is string[]} */
  const isTexts = (list) => Array.isArray(list) && list.length <= MOST && list.every(isText);
  /** @param {unknown} thing @returns {Record<string, unknown>} its own parts, or none */
  const parts = (thing) => Object.assign(Object.create(null), typeof thing === "object" && !Array.isArray(thing) ? thing : null);
  /** @param {unknown} kind @returns {kind is string} */
  const isKind = (kind) => isText(kind) && kind in kinds;
  /** @param {unknown} one @param {unknown} other */
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /** Rows of words, without empty ones at their end; undefined for anything else. @param {unknown} value */
  function rows(value) {
    if (!Array.isArray(value) || value.length > MOST || !value.every(isTexts)) {
      return undefined;
    }
    const found = value.map((row) => row.map(plain));
    while (found.length && found[found.length - 1].every((cell) => !cell.trim())) {
      found.pop();
    }
    return found;
  }

  /** @param {Answer} answer */
  const isBlank = (answer) => same(answer.value, kinds[answer.kind].blank) || (isText(answer.value) && !answer.value.trim());

  /** Two versions that grew from one: what only one side changed is taken from there; where both
   * did, ours stays and theirs goes beside it. Nothing that someone wrote is dropped.
   * @param {State} base @param {State} ours @param {State} theirs @returns {State} */
  function merge(base, ours, theirs) {
    /** @type {State} */
    const merged = { prompts: Object.create(null), extra: [] };
    const [before, here, there] = [base, ours, theirs].map((state) => new Set(state.extra.map((one) => JSON.stringify(one))));
    for (const one of [...here, ...there]) {
      const known = here.has(one) && there.has(one);
      if ((known || !before.has(one)) && !merged.extra.some((other) => same(other, JSON.parse(one)))) {
        merged.extra.push(JSON.parse(one));
      }
    }
    for (const id of new Set([...Object.keys(ours.prompts), ...Object.keys(theirs.prompts)])) {
      const [old, mine, other] = [base, ours, theirs].map((state) => state.prompts[id]);
      if (same(mine?.value, other?.value) || same(other?.value, old?.value)) {
        merged.prompts[id] = mine;
      } else {
        merged.prompts[id] = same(mine?.value, old?.value) ? other : mine;
        const grown = isText(mine?.value) && isText(other?.value) && mine.value.startsWith(other.value);
        if (merged.prompts[id] === mine && other && !grown) {
          beside(merged, id, other);
        }
      }
      if (!merged.prompts[id]) {
        delete merged.prompts[id];
      }
    }
    return merged;
  }

  /** Lay another answer beside the one of a prompt, once.
   * @param {State} state @param {string} prompt @param {Answer} answer */
  function beside(state, prompt, answer) {
    const { kind, value, label } = answer;
    if (!isBlank(answer) && !state.extra.some((one) => one.prompt === prompt && same(one.value, value))) {
      state.extra.push({ prompt, label, kind, value });
    }
  }

  /** What is stored under an exercise, as far as it makes sense; undefined when none of it does.
   * @param {unknown} stored @returns {Kept | undefined} */
  function check(stored) {
    if (stored === null || typeof stored !== "object") {
      return undefined;
    }
    const { stamp, seen, title, prompts, extra } = parts(stored);
    /** @param {Record<string, unknown>} raw @returns {Answer | undefined} */
    const answer = ({ kind, value, label, choices, keys, columns, low, high }) => {
      const good = isKind(kind) ? kinds[kind].valid(value, { choices, keys }) : undefined;
      return good === undefined || !isKind(kind) ? undefined : {
        kind,
        value: good,
        label: isText(label) ? label : "",
        ...(isTexts(choices) && { choices }),
        ...(isTexts(keys) && { keys }),
        ...(isTexts(columns) && { columns }),
        ...(isText(low) && { low }),
        ...(isText(high) && { high }),
      };
    };
    /** @type {Kept} */
    const kept = { stamp: isText(stamp) ? stamp : "", seen: isTexts(seen) ? seen : [], title: isText(title) ? title : "", prompts: Object.create(null), extra: [] };
    for (const [id, raw] of Object.entries(parts(prompts))) {
      const found = isId(id) && answer(parts(raw));
      if (found) {
        kept.prompts[id] = found;
      }
    }
    for (const raw of Array.isArray(extra) ? extra.slice(0, MOST).map(parts) : []) {
      const found = answer(raw);
      if (found) {
        const { prompt, cell } = raw;
        kept.extra.push({ ...found, ...(isId(prompt) && { prompt }), ...(cell === "code" || cell === "raw" ? { cell } : {}) });
      }
    }
    return kept;
  }

  shared.text = { isId, isBlank, isKind, isText, isTexts, parts, plain, rows, same, slug, tidy, merge, beside, check };
})();
