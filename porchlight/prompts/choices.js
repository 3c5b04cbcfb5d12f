// @ts-check
// Choices: "choose-one" and "choose-many". A value holds keys, as choices.py makes them; version 0.1 saved the words
// of choices, from which keys are made. What is no choice of the page, such as one added by hand, stays words.
porchlight.kind((shared, name) => {
  const { text, all } = shared;
  const single = name === "choose-one";

  shared.choices = ({ choices, keys }) =>
    text.isTexts(choices) ? choices.map((words, index) => [(text.isTexts(keys) && keys[index]) || text.slug(words), text.tidy(words)]) : [];

  return {
    blank: single ? null : [],
    valid(value, about) {
      /** @param {string} one */
      const key = (one) => (shared.choices(about).find(([id, words]) => words === one || id === text.slug(one)) ?? [one])[0];
      const chosen = value === null ? [] : text.isText(value) ? [value] : value;
      const keys = text.isTexts(chosen) ? chosen.map(text.tidy).filter(Boolean).map(key) : undefined;
      return single && keys ? (keys[1] ? undefined : keys[0] ?? null) : keys;
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
