// @ts-check
// Choices in files, "- [x] Red", and to read.
porchlight.later(({ notebook: file, text, make }, name) => {
  /** The key of each choice, and its words. @param {{ choices?: unknown, keys?: unknown }} about @returns {[string, string][]} */
  const choices = ({ choices, keys }) =>
    text.isTexts(choices) ? choices.map((words, index) => [(text.isTexts(keys) && keys[index]) || text.slug(words), text.tidy(words)]) : [];
  /** @param {Value} value */
  const listed = (value) => /** @type {string[]} */ (Array.isArray(value) ? value : value === null ? [] : [value]);
  /** @param {Answer} answer */
  const words = (answer) => listed(answer.value).map((key) => choices(answer).find(([id]) => id === key)?.[1] ?? key);

  const single = name === "choose-one";

  return {
    write(answer) {
      const chosen = words(answer);
      const known = choices(answer).map(([, one]) => one);
      return [...known, ...chosen.filter((one) => !known.includes(one))].map((one) => `- [${chosen.includes(one) ? "x" : " "}] ${one}`).join("\n");
    },
    parse(source, about) {
      const { found, rest } = file.take(source, /^\s*[-*+]\s*\[([^\]]?)\]\s*(.*)$/);
      const unmarked = file.isPrinted(source.replace(/^(\s*[-*+]\s*\[)[^\]]?\]/gm, "$1 ]"), about.printed); // only marks were set
      const known = choices(about).map(([, one]) => one);
      const more = found.filter((match) => !match[1].trim() && !unmarked && !known.includes(text.tidy(match[2]))).map((match) => match[0]);
      const chosen = found.filter((match) => match[1].trim()).map((match) => choices(about).find(([, one]) => one === text.tidy(match[2]))?.[0] ?? match[2]);
      const one = chosen.length > 1 ? undefined : chosen[0] ?? null;
      return { value: single ? one : chosen, rest: [...more, rest].join("\n") };
    },
    display: (answer) =>
      single ? make("p", "pl-written", ...words(answer)) : make("ul", "pl-written", ...words(answer).map((one) => make("li", "", one))),
  };
}, "choose-one", "choose-many");
