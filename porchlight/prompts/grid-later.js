// @ts-check
// "grid" in files, as a table of Markdown, and to read.
porchlight.later(({ notebook: file, text, make }) => {

  return {
    write({ value, columns = [] }) {
      const rows = /** @type {string[][]} */ (value);
      const width = Math.max(columns.length, ...rows.map((row) => row.length));
      /** @param {string[]} texts */
      const line = (texts) => `| ${Array.from({ length: width }, (_, index) => texts[index] ?? "").join(" | ")} |`;
      return [line(columns), line(Array(width).fill("---")), ...rows.map((row) => line(row.map(file.inCell)))].join("\n");
    },
    parse(source, { columns }) {
      const { found, rest } = file.take(source, /^\s*\|(.*?)\|?\s*$/);
      const rows = found.map((match) => file.cells(match[1]));
      const headed = rows.length > 1 && rows[1].every((one) => /^:?-+:?$/.test(one));
      const titles = text.isTexts(columns) ? columns.map(text.tidy) : [];
      const head = headed && titles.length && rows[0].some((one, index) => text.tidy(one) !== (titles[index] ?? "")) ? found[0][0] : "";
      return { value: headed ? rows.slice(2) : rows, rest: [head, rest].join("\n") };
    },
    display({ value, columns = [] }) {
      // the first cell of a row heads it, as each cell of the first row heads its column
      /** @param {string[][]} rows @param {boolean} [head] */
      const lines = (rows, head) => rows.map((row) => make("tr", "", ...row.map((words, column) => make(head || !column ? "th" : "td", "", words))));
      const table = make("table", "pl-written", make("thead", "", ...lines([columns], true)), make("tbody", "", ...lines(/** @type {string[][]} */ (value))));
      return make("div", "pl-written-table", table);
    },
  };
}, "grid");
