// Puts buttons into the heads of tables, which sort their rows. Without it the page is complete.
(() => {
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function compare(one, other, place) {
    const [first, second] = [one.cells[place], other.cells[place]];
    if (first.dataset.value && second.dataset.value) return first.dataset.value - second.dataset.value;
    return order.compare(first.textContent, second.textContent);
  }

  // What is empty stays last, whichever way the rest goes.
  function sort(table, place, sign) {
    const body = table.tBodies[0];
    const isEmpty = (row) => row.cells[place].textContent === "";
    const rows = [...body.rows].sort(
      (one, other) => isEmpty(one) - isEmpty(other) || sign * compare(one, other, place)
    );
    body.append(...rows);
  }

  // Buttons take the place of the few orders that the page has without them.
  for (const orders of document.querySelectorAll(".orders")) orders.remove();

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      if (head.hasAttribute("data-fixed")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const first = head.classList.contains("number") ? "descending" : "ascending";
        const other = first === "ascending" ? "descending" : "ascending";
        const next = head.getAttribute("aria-sort") === first ? other : first;
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", next);
        sort(table, place, next === "ascending" ? 1 : -1);
      });
    });
  }
})();
