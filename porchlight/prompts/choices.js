// @ts-check
// Choices: "choose-one" and "choose-many". A value holds keys, as choices.py makes them; version 0.1 saved the words
// of choices, from which keys are made. What is no choice of the page, such as one added by hand, stays words.
porchlight.kind(({ text, all }, name) => {
  const single = name === "choose-one";

  return {
    blank: single ? null : [],
    valid(value, { choices, keys }) {
      const known = text.isTexts(keys) ? keys : text.isTexts(choices) ? choices.map(text.slug) : [];
      const chosen = value === null ? [] : text.isText(value) ? [value] : value;
      const found = text.isTexts(chosen) ? chosen.map((one) => (known.includes(text.slug(one)) ? text.slug(one) : text.tidy(one))).filter(Boolean) : undefined;
      return single && found ? (found[1] ? undefined : found[0] ?? null) : found;
    },
    read: (element, { checked }) => (single ? checked(element).slice(0, 1) : checked(element)),
    show(element, value, { check }) {
      const gone = check(element, value);
      return !gone.length ? undefined : single ? value : gone;
    },
    facts: (element, { words }) => ({
      choices: all("label", element).map(words),
      keys: all("[name]", element).map((input) => /** @type {HTMLInputElement} */ (input).value),
    }),
  };
}, "choose-one", "choose-many");
