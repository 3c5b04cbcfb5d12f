// @ts-check
/* "All handouts": tick sheets, and the one command that binds them stands ready to copy. */
(() => {
  const line = document.querySelector(".pl-packet");
  const code = line?.querySelector("code");
  if (!line || !code) return;
  const before = code.textContent ?? "";
  /** @type {HTMLInputElement[]} */
  const boxes = [];
  for (const papers of document.querySelectorAll("[data-pl-sheet]")) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = papers.getAttribute("data-pl-sheet") ?? "";
    box.autocomplete = "off";
    box.setAttribute("aria-label", `Into my packet: ${papers.closest("li")?.querySelector("a, strong")?.textContent}`);
    label.append(box, " Into my packet");
    papers.append(label);
    boxes.push(box);
  }
  line.setAttribute("role", "status");
  document.addEventListener("change", () => {
    const names = boxes.filter((box) => box.checked).map((box) => box.value).join(" ");
    code.textContent = names ? before.replace(/".*?"/, `"${names}"`) : before;
  });
})();
