// @ts-check
// "Find a word": looks for what is typed in all sections. The words stay in this page.
(function () {
  "use strict";

  const box = /** @type {HTMLElement} */ (document.querySelector("[data-pl-find]"));
  const off = /** @type {HTMLElement} */ (document.querySelector("[data-pl-find-off]"));
  /** @param {boolean} ready */
  function offer(ready) {
    [box.hidden, off.hidden] = [!ready, ready];
    [box, off].forEach((part) => part.classList.remove("pl-wait"));
  }

  /** Fetches words, which then stand in `porchlightIndex`. @param {string | undefined} address @param {() => void} then
   * @param {() => void} missing */
  function fetchWords(address, then, missing) {
    const script = document.createElement("script");
    script.src = address ?? "";
    script.addEventListener("load", then);
    script.addEventListener("error", missing);
    document.head.append(script);
  }

  // the words weigh more than all else, so they come when the page stands
  window.addEventListener("load", () => fetchWords(box.dataset.plIndex, begin, () => offer(false)));
  offer(true);

  function begin() {
    const MOST = 30;
    const SPANISH = document.documentElement.lang.startsWith("es");
    const ENDINGS = (SPANISH ? "(?:[aeo]?s?|mente)" : "(?:e?s|'s|e?d|e|ing|ly|y|ies)?") + "(?!\\w)";
    const ENDED = SPANISH ? /^(.{3,}?)(?:[aeo]s?|s)$()/ : /^(.{3,}?)(?:ies|'?s)$|^(.{4,})(?:ed|ing)$/;
    /** `words`, most used first; each page's address, title, kind, and parts: anchor (1: made of the title's words),
     * title, and a text in which one character stands for one of `words`, or for the signs that end a word.
     * Those of the families' pages also say whether there are pages for `leaders`, and which `names` are for one thing.
     * @typedef {{words: string, pages: [string, string, string, [string | 1, string, string][]][], leaders: boolean, names: string[][]}} Index */
    /** @returns {Index} */
    const fetched = () => /** @type {any} */ (window).porchlightIndex;
    const { names: named, leaders } = fetched();
    /** Words without accents, as long as they were. @param {string} text */
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
    const names = named.map((group) => group.map(fold));
    const field = /** @type {HTMLInputElement} */ (document.getElementById("find"));
    const also = /** @type {HTMLInputElement} */ (document.getElementById("find-leaders"));
    const count = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
    const list = /** @type {HTMLElement} */ (box.querySelector("ul"));
    /** @param {string} text */
    const plain = (text) => text.replaceAll("\u2019", "'");
    /** @param {string} title */
    const slug = (title) => title.toLowerCase().replace(/[^a-z0-9 -]/g, "").replace(/ /g, "-");
    /** @param {Index} index */
    function read(index) {
      const words = index.words.split(" ");
      const parts = index.pages.flatMap(([page, title, kind, found]) =>
        found.map(([anchor, part, signs]) => {
          const text = plain(Array.from(signs, (sign) => words[sign.charCodeAt(0) - 35]).join(" ").replace(/ (?=[.,;:?!\u201d)]+(?: |$))/g, ""));
          return {
            href: anchor ? page + "#" + (anchor === 1 ? slug(part) : anchor) : page,
            title: part ? title + ": " + part : title,
            own: fold(plain(part || title)),
            kind,
            text,
            folded: fold(text),
          };
        }),
      );
      return { words, parts };
    }
    let { words, parts } = read(fetched());
    const families = parts;

    /** How many letters to change, add or drop to make one word of the other.
     * @param {string} a @param {string} b */
    function distance(a, b) {
      let row = Array.from(b + " ", (_, column) => column);
      for (let i = 1; i <= a.length; i++) {
        const above = row;
        row = [i];
        for (let j = 1; j <= b.length; j++) {
          row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + Number(a[i - 1] !== b[j - 1]));
        }
      }
      return row[b.length];
    }

    /** The course's word that is nearest to a misspelled one, or "". @param {string} wrong */
    function nearest(wrong) {
      let best = "";
      let least = wrong.length > 5 ? 2.5 : wrong.length > 3 ? 1.5 : 0;
      for (const word of words) {
        const known = fold(plain(word.toLowerCase())).replace(/[^a-z']/g, "");
        if (known[0] === wrong[0] && Math.abs(known.length - wrong.length) < least) {
          const far = distance(wrong, known);
          if (far < least) [best, least] = [known, far];
        }
      }
      return best;
    }

    /** A pattern for any of the names. @param {string[]} names @param {string} end */
    function pattern(names, end = ENDINGS) {
      const stems = names.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(ENDED, "$1$2"));
      return new RegExp(names.length ? "\\b(?:" + stems.join("|") + ")" + end : "(?!)", "gi");
    }

    /** @param {string} text @param {RegExp} what */
    const times = (text, what) => (text.match(what) ?? []).length;

    /** The parts that say what was typed, best first; what to mark in them; and what to tell about it.
     * @param {string} query */
    function find(query) {
      /** Each word or known name in the query, with its other names. @type {Map<string, string[]>} */
      const terms = new Map();
      let rest = query;
      for (const group of names) {
        for (const name of group.filter((name) => times(query, pattern([name])))) {
          terms.set(name, group.filter((other) => other !== name).concat(terms.get(name) ?? []));
          rest = rest.replace(pattern([name]), " ");
        }
      }
      const said = rest.match(/[a-z0-9][a-z0-9'-]+/g) ?? [];
      const telling = said.filter((word) => word.length > 3 || /\d/.test(word));
      for (const word of terms.size || telling.length ? telling : said) terms.set(word, []);
      const points = parts.map(() => 0);
      const weight = parts.map(() => 0); // of the words that a part says: rare ones weigh more
      let marks = "";
      let told = "";
      let rarest = 0;
      for (const [name, others] of terms) {
        let own = pattern([name]);
        const known = () => parts.some((part) => times(part.own + " " + part.folded, own));
        if (!known()) own = pattern([name], "");
        // a short word among others may just be one that the course does not use
        const meant = known() || (terms.size > 1 && name.length < 6) ? "" : nearest(name);
        if (meant) {
          own = pattern([meant]);
          told += " " + _(`No page says “${name}”; these say “${meant}”.`);
        }
        if (others.length) told += ` ${_("Also looked for:")} ${others.join(", ")}.`;
        const other = pattern(others);
        const found = parts.map(({ folded: text, own: title }) => {
          const inText = 2 * Math.min(times(text, own), 3) + Math.min(times(text, other), 3);
          return inText + 8 * Math.min(times(title, own), 1) + 4 * Math.min(times(title, other), 1);
        });
        const rare = Math.log(1 + parts.length / found.filter(Boolean).length);
        found.forEach((says, part) => {
          points[part] += says && says * rare * rare;
          weight[part] += says && rare;
        });
        if (rare > rarest && rare < Infinity) [rarest, marks] = [rare, own.source + "|" + other.source];
      }
      const enough = Math.max(...weight) / 2;
      const best = [...parts.keys()].filter((part) => weight[part] && weight[part] >= enough);
      best.sort((a, b) => points[b] - points[a]);
      return { best: best.map((part) => parts[part]), marks, told };
    }

    /** @param {Element} parent @param {string} tag @param {string} text */
    function add(parent, tag, text) {
      const node = parent.appendChild(document.createElement(tag));
      node.textContent = text;
      return node;
    }

    function show() {
      const query = fold(plain(field.value.toLowerCase())).trim();
      list.textContent = "";
      count.textContent = "";
      if (query.length < 2) return;
      const { best, marks, told } = find(query);
      const many = best.length > MOST ? _(`The best ${MOST} of ${best.length} places.`) : best.length > 1 ? _(`${best.length} places.`) : _("1 place.");
      count.textContent = (best.length ? many : _("Nothing found.")) + told;
      for (const part of best.slice(0, MOST)) {
        const item = add(list, "li", "");
        /** @type {HTMLAnchorElement} */ (add(item, "a", part.title)).href = part.href;
        if (part.kind) add(item, "span", " \u00b7\u00a0" + part.kind);
        const from = Math.max(part.folded.search(new RegExp(marks, "i")) - 60, 0);
        const start = from && part.text.indexOf(" ", from) + 1;
        const cut = part.text.slice(start, start + 180).replace(/\s\S*$/, "");
        const snippet = add(item, "p", start ? "\u2026 " : "");
        let at = 0;
        for (const { 0: found, index } of part.folded.slice(start, start + cut.length).matchAll(new RegExp(marks, "gi"))) {
          snippet.append(cut.slice(at, index));
          at = index + found.length;
          add(snippet, "mark", cut.slice(index, at));
        }
        snippet.append(cut.slice(at));
        if (start + cut.length < part.text.length) snippet.append(" \u2026");
      }
    }

    /** @type {HTMLElement} */ (also.closest("p")).hidden = !leaders;
    also.checked = false; // whatever the browser remembered: their words are not here yet
    also.addEventListener("change", () => {
      if (!also.checked) {
        parts = families;
        show();
      } else {
        const add = () => {
          const more = read(fetched());
          [words, parts] = [words.concat(more.words), families.concat(more.parts)];
          show();
        };
        fetchWords(box.dataset.plIndexLeaders, add, () => {
          also.checked = false;
          count.textContent = _("The leaders’ pages did not load.");
        });
      }
    });
    let waiting = 0;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 200);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault(); // some browsers would follow the link that gets the focus
        clearTimeout(waiting);
        show();
        list.querySelector("a")?.focus();
      }
    });
    show();
  }
})();
