// @ts-check
// The fields of an exercise: what kinds of prompts (porchlight/prompts/) read and fill them with, rows to add and
// remove, areas that grow, and whole words on paper (a text area longer than a page would be cut off there).
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text, kinds, all, make } = shared;

  /** @param {ParentNode} inside */
  const areas = (inside) => /** @type {HTMLTextAreaElement[]} */ (all("textarea", inside));
  /** @param {ParentNode} inside */
  const inputs = (inside) => /** @type {HTMLInputElement[]} */ (all("[name]", inside));
  /** @param {Element | null} element */
  const words = (element) => text.tidy(element?.textContent ?? "");
  /** How many rows a field has; with a number, make it so many.
   * @param {HTMLElement} element @param {number} [wanted] @returns {number} */
  function rows(element, wanted = NaN) {
    const { holder: place, size } = /** @type {Rows} */ (kinds[element.dataset.plKind ?? ""].more);
    const holder = /** @type {Element} */ (element.querySelector(place));
    const count = () => holder.children.length / size;
    const last = () => [...holder.children].slice(-size);
    while (count() > wanted) {
      last().forEach((part) => part.remove());
    }
    while (count() < wanted) {
      // the markup of the last one holds no word that was typed; its number stands in ids and labels
      const markup = last().map((part) => part.outerHTML.replace(/ style="[^"]*"/g, "")).join("");
      holder.insertAdjacentHTML("beforeend", markup.replace(/(-|, [^\d,"]+ )\d+(-[a-z0-9]+"|")/g, `$1${count() + 1}$2`));
    }
    return count();
  }

  /** @type {Inputs} */
  const shown = {
    areas,
    words,
    checked: (element) => inputs(element).filter((input) => input.checked).map((input) => input.value),
    check(element, value) {
      inputs(element).forEach((input) => (input.checked = false));
      return [value ?? []].flat(2).map(String).filter((one) => {
        const box = inputs(element).find((input) => input.value === text.slug(one)); // a value of version 0.1 is words
        return !(box && (box.checked = true));
      });
    },
    fill(element, value, place) {
      const list = /** @type {string[][]} */ (value);
      if (!element.querySelector("[data-pl-row]")) {
        rows(element, Math.max(Number(element.dataset.plRows), list.length));
      }
      areas(element).forEach((area) => (area.value = ""));
      const homeless = list.filter((row, index) => {
        const [cells, texts] = place(row, index);
        cells.forEach((area, column) => (area.value = texts[column] ?? ""));
        return texts.slice(cells.length).some((cell) => cell.trim());
      });
      return homeless.length ? homeless : undefined;
    },
  };

  /** Say that the answer has changed. @param {HTMLElement} element */
  const tell = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

  /** Buttons that add a row and take the last one away again.
   * @param {HTMLElement} element @param {Rows} more */
  function addButtons(element, { add: more, remove: less }) {
    const add = make("button", "pl-small", more);
    const remove = make("button", "pl-small", less);
    const narrow = matchMedia("(max-width: 34rem)").matches; // there a row is a card: few at first
    const fewest = rows(element, narrow ? Math.min(2, rows(element)) : NaN);
    element.dataset.plRows = String(fewest);
    let sure = false;
    const count = () => {
      remove.hidden = rows(element) <= fewest;
      sure = false;
    };
    add.onclick = () => {
      const before = areas(element).length;
      rows(element, rows(element) + 1);
      count();
      areas(element)[before].focus();
    };
    remove.onclick = () => {
      const last = areas(element).slice(-areas(element).length / rows(element));
      if (last.some((area) => area.value) && !sure) {
        sure = true;
        notice.textContent = _("There are words in it. Press again to remove it.");
        return;
      }
      rows(element, rows(element) - 1);
      notice.textContent = "";
      count();
      (remove.hidden ? add : remove).focus();
      tell(element);
    };
    const notice = make("span", "pl-notice");
    notice.setAttribute("role", "status");
    element.addEventListener("pl-shown", count);
    element.append(make("p", "pl-rows", add, " ", remove, " ", notice));
    count();
  }

  /** A choice that can only be changed gets a button that takes it back.
   * @param {HTMLElement} element */
  function backButton(element) {
    const back = make("button", "pl-small", _("Take it back"));
    const line = make("p", "pl-rows", back);
    const count = () => {
      line.hidden = !inputs(element).some((input) => input.checked);
    };
    back.onclick = () => {
      shown.check(element, null);
      inputs(element)[0].focus();
      tell(element);
    };
    ["input", "pl-shown"].forEach((event) => element.addEventListener(event, count));
    element.append(line);
    count();
  }

  shared.fields = all("[data-pl-exercise] [data-pl-prompt]").map((element) => {
    const { plPrompt: id = "", plKind: kind = "" } = element.dataset;
    const label = words(element.querySelector(".pl-field__label"));
    const { valid, read, show, more, facts } = kinds[kind];
    const about = facts?.(element, shown);
    if (more && !element.querySelector("[data-pl-row]")) {
      addButtons(element, more);
    }
    if (element.querySelector("[type=radio]")) {
      backButton(element);
    }
    return {
      id,
      element,
      read: () => ({ kind, value: /** @type {Value} */ (valid(read(element, shown), about ?? {})), label, ...about }),
      show: (/** @type {Value} */ value) => {
        const rest = show(element, value, shown);
        element.dispatchEvent(new Event("pl-shown"));
        grow(element);
        return rest;
      },
    };
  });

  /** Where the browser cannot do it by itself (CSS field-sizing), make an area, or each in a field, as high as its words.
   * @param {Element} part */
  function grow(part) {
    if (!CSS.supports("field-sizing", "content")) {
      (part instanceof HTMLTextAreaElement ? [part] : areas(part)).forEach((area) => {
        area.style.height = "auto";
        area.style.height = `${area.scrollHeight + 4}px`;
      });
    }
  }
  document.addEventListener("input", (event) => grow(/** @type {Element} */ (event.target)));

  window.onbeforeprint = () => {
    areas(document).forEach((area) => {
      if (area.value.trim()) {
        area.classList.add("pl-on-screen");
        area.after(make("div", "pl-written pl-on-paper", area.value));
      }
    });
  };
  window.onafterprint = () => {
    all(".pl-on-paper").forEach((copy) => copy.remove());
    all(".pl-on-screen").forEach((area) => area.classList.remove("pl-on-screen"));
  };
})();
