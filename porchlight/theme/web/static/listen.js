// @ts-check
// "Listen": reads the page aloud, a sentence at a time, for long utterances stall in some browsers.
// Only with a voice that lives on this device: the others send what is read to a server.
(function () {
  "use strict";

  const SPOKEN = "h1,h2,h3,h4,p,li,dt,dd,summary,caption,th,td,[data-pl-aloud]"; // the last: words of a script, said instead of the part's own
  const SILENT = "sup,small,.pl-box--check-yourself,.pl-card-link,.pl-jumps,.pl-more,.pl-paper,.pl-said,[hidden],noscript,button,article [lang]";
  const SAID_BEFORE = /\s*\((?:\p{L}+-)+\p{L}+\)/gu; // how to say a medicine, for eyes: (nuh-LOX-own)
  const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-pl-listen]"));
  const article = document.querySelector("article");
  const synth = window.speechSynthesis;
  if (!box || !article || !synth || !Intl.Segmenter) {
    return;
  }
  const [play, pause, stop] = box.querySelectorAll("button");
  const inLanguage = article.lang || document.documentElement.lang;
  const speed = /** @type {HTMLSelectElement} */ (box.querySelector("select"));
  const shortNumbers = new Set([...document.querySelectorAll(".pl-phone")].map((link) => link.textContent?.replace(/\D/g, "")));
  /** @type {{ element: Element, words: string }[]} */
  let sentences = [];
  let at = 0;
  /** The sentence being said; held here, or some browsers forget to say that it has ended.
   * @type {SpeechSynthesisUtterance | undefined} */
  let now;

  function voice() {
    const language = inLanguage.slice(0, 2);
    const here = synth.getVoices().filter((one) => one.localService && one.lang.slice(0, 2).toLowerCase() === language);
    return here.find((one) => one.default) ?? here.find((one) => one.lang === navigator.language) ?? here[0];
  }

  /** The number of the list item that begins here; a stylesheet draws it, so that it stands in no text.
   * @param {Element} element */
  function numberOf(element) {
    const item = /** @type {Element} */ (element.matches("li > :first-child") ? element.parentElement : element);
    const list = item.parentElement;
    if (!list || !item.matches("ol > li")) {
      return "";
    }
    const number = [...list.children].indexOf(item) + /** @type {HTMLOListElement} */ (list).start;
    return `${list.matches(".pl-now") ? _("Step ") : ""}${number}. `;
  }

  /** Words as a voice should say them: a short number to call digit by digit, a medicine's name once.
   * @param {string} words */
  function aloud(words) {
    return words
      .replace(SAID_BEFORE, (told) => (/\p{Lu}{2}/u.test(told) ? "" : told))
      .replace(/(?<![\d.,$-])\d{3}(?![\w%-]|[.,]\d)/g, (number) => (shortNumbers.has(number) ? [...number].join(" ") : number));
  }

  /** What is to be read: a closed fold is not, but all for-you parts are when none is open. */
  function gather() {
    const chosen = document.querySelector("[data-pl-for][open]") !== null;
    const walker = document.createTreeWalker(/** @type {Element} */ (article), NodeFilter.SHOW_TEXT);
    /** @type {{ element: Element, words: string }[]} */
    const parts = [];
    for (let text; (text = walker.nextNode()); ) {
      const parent = /** @type {Element} */ (text.parentElement);
      const element = /** @type {HTMLElement | null} */ (parent.closest(SPOKEN));
      const fold = parent.closest("details:not([open])");
      const closed = fold && (chosen || !fold.matches("[data-pl-for]"));
      // what is not on the screen is not said either: it may be untrue for now
      const unseen = !fold && parent.checkVisibility?.() === false;
      if (element && !closed && !unseen && !parent.closest(SILENT)) {
        const words = text.textContent ?? "";
        const { plAloud } = element.dataset;
        const last = parts[parts.length - 1];
        if (last?.element === element) {
          last.words += plAloud ? "" : words;
        } else if (plAloud || words.trim()) {
          parts.push({ element, words: plAloud || numberOf(element) + words });
        }
      }
    }
    const cut = new Intl.Segmenter(inLanguage, { granularity: "sentence" });
    return parts.flatMap(({ element, words }) =>
      [...cut.segment(aloud(words.replace(/\u00ad/g, "").replace(/\s+/g, " ")))]
        .map(({ segment }) => ({ element, words: segment.trim() }))
        .filter((part) => /[\p{L}\p{N}]/u.test(part.words)),
    );
  }

  /** Mark the part being read, and keep it in sight. */
  function mark() {
    document.querySelector(".pl-reading")?.classList.remove("pl-reading");
    const element = now && sentences[at]?.element;
    element?.classList.add("pl-reading");
    element?.scrollIntoView({ block: "nearest" });
  }

  function say() {
    const here = voice();
    const next = sentences[at];
    if (!here || !next) {
      end();
      return;
    }
    const one = new SpeechSynthesisUtterance(next.words);
    one.voice = here;
    one.lang = here.lang;
    one.rate = Number(speed.value);
    one.onend = () => {
      if (one === now) {
        at += 1;
        say();
      }
    };
    one.onerror = () => {
      if (one === now) {
        hush();
      }
    };
    now = one;
    synth.speak(one);
    mark();
    draw();
  }

  /** Fall silent, and remember the place. */
  function hush() {
    now = undefined;
    synth.cancel();
    draw();
  }

  function end() {
    sentences = [];
    at = 0;
    hush();
    mark();
  }

  function draw() {
    const begun = sentences.length > 0;
    box?.classList.toggle("pl-listen--on", begun);
    play.hidden = begun;
    pause.hidden = stop.hidden = /** @type {HTMLElement} */ (speed.parentElement).hidden = !begun;
    pause.textContent = (now ? pause.dataset.plPause : pause.dataset.plGoOn) ?? "";
  }

  play.addEventListener("click", () => {
    sentences = gather();
    say();
    pause.focus();
  });
  pause.addEventListener("click", () => (now ? hush() : say()));
  stop.addEventListener("click", () => {
    end();
    play.focus();
  });
  window.addEventListener("pagehide", end);

  function offer() {
    box?.toggleAttribute("hidden", !voice());
  }
  synth.addEventListener?.("voiceschanged", offer); // some browsers bring their voices late
  offer();
})();
