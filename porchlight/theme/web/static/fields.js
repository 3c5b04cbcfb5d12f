// @ts-check
// The fields of an exercise: reading and filling each kind, rows to add and remove, areas that grow,
// and whole words on paper (a text area that is longer than a page would be cut off there).
(function () {
  "use strict";

  const shared = /** @type {PorchLight} */ (window.porchlight);
  const { text, all, make } = shared;

  /** @param {ParentNode} inside */
  const areas = (inside) => /** @type {HTMLTextAreaElement[]} */ (all("textarea", inside));
  /** @param {ParentNode} inside */
  const inputs = (inside) => /** @type {HTMLInputElement[]} */ (all("input", inside));
  /** What an input stands for. @param {HTMLInputElement} input */
  const choice = (input) => text.tidy(input.value);
  /** @param {Element | null} element */
  const words = (element) => text.tidy(element?.textContent ?? "");
  /** A row's name as it was written, whatever language the browser shows it in. @param {HTMLElement} head */
  const named = (head) => text.tidy(head.dataset.plRow ?? "");

  /** Every text area of a field, and every choice, as the value of its kind.
   * @param {HTMLElement} element @param {string} kind @returns {Value} */
  function raw(element, kind) {
    const checked = inputs(element).filter((input) => input.checked).map(choice);
    switch (kind) {
      case "choose-one":
        return checked[0] ?? null;
      case "choose-many":
        return checked;
      case "scale":
        return checked.length ? Number(checked[0]) : null;
      case "if-then": {
        const halves = areas(element).map((area) => area.value);
        return halves.flatMap((half, index) => (index % 2 ? [[halves[index - 1], half]] : []));
      }
      case "grid": {
        const rows = all("tbody tr", element).map((row) => {
          const [name] = all("th", row);
          const cells = areas(row).map((area) => area.value);
          return name ? (cells.some((cell) => cell.trim()) ? [named(name), ...cells] : []) : cells;
        });
        return rows.filter((row) => row.length);
      }
      default:
        return areas(element)[0].value;
    }
  }

  /** How many rows or pairs a field has; with a number, make it so many.
   * @param {HTMLElement} element @param {number} [wanted] @returns {number} */
  function rows(element, wanted) {
    const pairs = element.querySelector(".pl-pairs");
    const holder = /** @type {Element} */ (pairs ?? element.querySelector("tbody"));
    const size = pairs ? 4 : 1; // a pair is two labels and two areas
    const count = () => holder.children.length / size;
    while (wanted && count() > wanted) {
      [...holder.children].slice(-size).forEach((part) => part.remove());
    }
    while (wanted && count() < wanted) {
      const number = count() + 1;
      /** @param {string} id */
      const renumbered = (id) => id.replace(/\d+(-[^-]+)$/, `${number}$1`);
      for (const part of [...holder.children].slice(-size)) {
        const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
        for (const area of [copy, ...areas(copy)]) {
          if (area instanceof HTMLTextAreaElement) {
            area.value = area.style.height = "";
            area.id = renumbered(area.id);
            area.ariaLabel = area.ariaLabel?.replace(/\d+$/, String(number)) ?? null;
          } else if (area instanceof HTMLLabelElement) {
            area.htmlFor = renumbered(area.htmlFor);
          }
        }
        holder.append(copy);
      }
    }
    return count();
  }

  /** @param {HTMLElement} element @param {string} kind @param {Value} value @returns {Value | undefined} */
  function show(element, kind, value) {
    const boxes = inputs(element);
    if (boxes.length) {
      const wanted = (Array.isArray(value) ? value : value === null ? [] : [value]).map(String);
      boxes.forEach((box) => {
        box.checked = wanted.includes(choice(box));
      });
      const gone = wanted.filter((one) => !boxes.map(choice).includes(one));
      return !gone.length ? undefined : kind === "choose-many" ? gone : value;
    }
    if (!Array.isArray(value)) {
      areas(element)[0].value = String(value ?? "");
      return undefined;
    }
    const list = /** @type {string[][]} */ (value);
    const names = all("tbody th", element).map(named);
    /** @type {string[][]} */
    const homeless = [];
    if (!names.length) {
      const fewest = Number((element.dataset.plRows ??= String(rows(element))));
      rows(element, Math.max(fewest, list.length));
    }
    areas(element).forEach((area) => {
      area.value = "";
    });
    const places = kind === "if-then" ? areas(element) : all("tbody tr", element);
    list.forEach((row, index) => {
      const at = names.length ? names.indexOf(row[0]) : index;
      const cells = kind === "if-then" ? areas(element).slice(2 * index, 2 * index + 2) : places[at] ? areas(places[at]) : [];
      const texts = names.length ? row.slice(1) : row;
      cells.forEach((area, column) => {
        area.value = texts[column] ?? "";
      });
      if (texts.slice(cells.length).some((cell) => cell.trim())) {
        homeless.push(row);
      }
    });
    return homeless.length ? homeless : undefined;
  }

  /** Buttons that add a row and take the last one away again.
   * @param {HTMLElement} element @param {string} what */
  function addButtons(element, what) {
    const add = make("button", "pl-small", `Add a ${what}`);
    const remove = make("button", "pl-small", `Remove the last ${what}`);
    const fewest = rows(element);
    let sure = false;
    const count = () => {
      remove.hidden = rows(element) <= fewest;
      sure = false;
    };
    add.type = remove.type = "button";
    add.addEventListener("click", () => {
      const before = areas(element).length;
      rows(element, rows(element) + 1);
      count();
      areas(element)[before].focus();
    });
    remove.addEventListener("click", () => {
      const last = areas(element).slice(-areas(element).length / rows(element));
      if (last.some((area) => area.value) && !sure) {
        sure = true;
        notice.textContent = `There are words in it. Press again to remove it.`;
        return;
      }
      rows(element, rows(element) - 1);
      notice.textContent = "";
      count();
      (remove.hidden ? add : remove).focus();
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const notice = make("span", "pl-notice");
    notice.setAttribute("role", "status");
    element.addEventListener("pl-shown", count);
    element.append(make("p", "pl-rows", add, " ", remove, " ", notice));
    count();
  }

  /** A choice that can only be changed gets a button that takes it back.
   * @param {HTMLElement} element */
  function backButton(element) {
    const back = make("button", "pl-small", "Take it back");
    const line = make("p", "pl-rows", back);
    const count = () => {
      line.hidden = !inputs(element).some((input) => input.checked);
    };
    back.type = "button";
    back.addEventListener("click", () => {
      inputs(element).forEach((input) => (input.checked = false));
      inputs(element)[0].focus();
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    ["input", "pl-shown"].forEach((event) => element.addEventListener(event, count));
    element.append(line);
    count();
  }

  shared.fields = all("[data-pl-exercise] [data-pl-prompt]").map((element) => {
    const { plPrompt: id = "", plKind: kind = "" } = element.dataset;
    const label = words(element.querySelector(".pl-field__label"));
    const columns = all("thead th", element).map(words);
    const [low, high] = all(".pl-scale__ends span", element).map((end) => words(end).replace(/^\d+ = /, ""));
    const choices = kind.startsWith("choose") ? inputs(element).map(choice) : undefined;
    const more = { ...(choices && { choices }), ...(columns.length && { columns }), ...(low && { low, high }) };
    if (kind === "if-then" || (kind === "grid" && !element.querySelector("tbody th"))) {
      addButtons(element, kind === "grid" ? "row" : "plan");
    }
    if (element.querySelector("[type=radio]")) {
      backButton(element);
    }
    return {
      id,
      element,
      read: () => ({ kind, value: /** @type {Value} */ (text.valid(kind, raw(element, kind))), label, ...more }),
      show: (/** @type {Value} */ value) => {
        const rest = show(element, kind, value);
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

  window.addEventListener("beforeprint", () => {
    areas(document).forEach((area) => {
      if (area.value.trim()) {
        area.classList.add("pl-on-screen");
        area.after(make("div", "pl-written pl-on-paper", area.value));
      }
    });
  });
  window.addEventListener("afterprint", () => {
    all(".pl-on-paper").forEach((copy) => copy.remove());
    all(".pl-on-screen").forEach((area) => area.classList.remove("pl-on-screen"));
  });
})();
