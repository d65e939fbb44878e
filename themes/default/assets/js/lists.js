// Lets lists of entries be filtered and sorted; without it they are complete and in order.
"use strict";
(() => {
  const tables = [...document.querySelectorAll("main table.entries")];
  const rows = [...document.querySelectorAll("main tr[data-id], main .entry-list > li")];
  const box = document.getElementById("cpd-ask");
  if (rows.length < 2 || !box) return;

  const { lang } = document.documentElement;
  const plural = new Intl.PluralRules(lang);

  // --- Filter ---

  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  const texts = rows.map((row) => fold(row.textContent));
  const input = document.getElementById("cpd-filter");
  const status = box.querySelector("[role=status]");
  const found = JSON.parse(box.dataset.found);

  function filter() {
    const asked = fold(input.value).split(" ").filter(Boolean);
    let shown = 0;
    rows.forEach((row, n) => {
      row.hidden = !asked.every((word) => texts[n].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    // Totals, and rows of what is not shown, are of the whole list: they rest while a part is seen.
    for (const whole of document.querySelectorAll("main .entries tfoot, main .hidden-row"))
      whole.hidden = asked.length > 0;
    for (const part of document.querySelectorAll("main section, main table.entries")) {
      const inside = part.querySelectorAll("tr[data-id], .entry-list > li");
      part.hidden = inside.length > 0 && [...inside].every((row) => row.hidden);
    }
    const told = found[plural.select(rows.length)] || found.other;
    const values = { shown, number: rows.length };
    status.textContent = asked.length ? told.replace(/{(\w+)}/g, (_, name) => values[name]) : "";
  }

  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    filter();
  });
  box.hidden = false;
  if (input.value) filter(); // a browser may keep it when one comes back

  // --- Sort ---

  // What a cell is sorted by: an exact amount such as 5/3, a day, or its text.
  function valueOf(cell) {
    if (!cell) return "";
    if (cell.classList.contains("num")) {
      const [above, below = "1"] = (cell.dataset.value || "-1").split("/");
      return Number(above) / Number(below);
    }
    return cell.querySelector("time")?.dateTime || fold(cell.textContent).trim();
  }

  function compare(a, b) {
    return typeof a === "number" ? a - b : a.localeCompare(b, lang);
  }

  function sort(table, heading) {
    const column = heading.cellIndex;
    const order = heading.getAttribute("aria-sort");
    const fresh = heading.classList.contains("num") ? "descending" : "ascending";
    const next = { ascending: "descending", descending: "ascending" }[order] || fresh;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", next);
    const sign = next === "ascending" ? 1 : -1;
    const body = table.tBodies[0];
    const sorted = [...body.querySelectorAll("tr[data-id]")]
      .map((row) => ({ row, value: valueOf(row.cells[column]) }))
      .sort((a, b) => sign * compare(a.value, b.value));
    body.prepend(...sorted.map((one) => one.row)); // the row of what is not shown stays last
  }

  for (const table of tables) {
    if (table.querySelectorAll("tr[data-id]").length < 2) continue;
    for (const heading of table.tHead.rows[0].cells) {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }
  }
})();
