/** The tab "Table": the relations shown in the picture as rows, sorted by any column, a hundred at a time. */

import type { Context, Panel, View, ViewEdge } from "../context.ts";
import { certaintyOf } from "../derive.ts";
import { fill, h } from "../dom.ts";
import type { State } from "../state.ts";
import { endButton } from "./end.ts";

const AT_ONCE = 100;

/** What is said and who says so first: the rest may lie off the edge of a small screen. */
const COLUMNS = ["from", "relation", "to", "sources", "since", "until", "certainty"] as const;
type Column = (typeof COLUMNS)[number];

/** A row as texts; numbers sort as numbers. */
export interface Row {
  edge: ViewEdge["edge"];
  from: string;
  relation: string;
  to: string;
  since: string;
  until: string;
  sources: number;
  certainty: string;
}

/** The rows of a view, in the reader's language; the table and its CSV are made of them. */
export function listRows({ model, say, store }: Context, view: View): Row[] {
  const { language } = store.state;
  return view.edges.map(({ edge, held }) => ({
    edge,
    from: model.name(edge.source, language).text,
    relation: model.page.relations[edge.relation]?.label[language] ?? edge.relation,
    to: model.name(edge.target, language).text,
    since: least(edge.states.map((state) => state.bounds[1])),
    until: greatest(edge.states.map((state) => state.bounds[3])),
    sources: edge.sources,
    certainty: say(`certainty.${certaintyOf(edge, held)}`),
  }));
}

export function createTablePanel(context: Context): Panel {
  const { say, store } = context;
  const table = h("table", { class: "relations" });
  const place = h("p", { class: "quiet", role: "status" });
  const previous = h("button", { type: "button", class: "button", onclick: () => turn(-AT_ONCE) });
  const next = h("button", { type: "button", class: "button", onclick: () => turn(AT_ONCE) });
  const scroll = h("div", { class: "table-scroll", role: "region", tabindex: "0" }, table);
  const element = h("section", { class: "panel table-panel" }, scroll, h("div", { class: "actions" }, previous, next, place));
  let rows: Row[] = [];
  let from = 0;
  let sorted: Column = "from";
  let descending = false;
  let seen: { view: View; language: string } | null = null;

  function turn(by: number): void {
    from = Math.min(Math.max(from + by, 0), Math.max(rows.length - 1, 0));
    write();
    scroll.scrollTop = 0;
  }

  function sortBy(column: Column): void {
    descending = column === sorted ? !descending : column === "sources";
    sorted = column;
    from = 0;
    write();
    context.announce(say("table.sorted", { column: say(`table.${column}`) }));
    table.querySelector<HTMLElement>(`[data-column="${column}"]`)?.focus();
  }

  function write(): void {
    const { language } = store.state;
    const order = new Intl.Collator(language, { numeric: true });
    const sign = descending ? -1 : 1;
    const ordered = [...rows].sort((one, other) => sign * compare(one, other, sorted, order) || (one.edge.id < other.edge.id ? -1 : 1));
    const shown = ordered.slice(from, from + AT_ONCE);
    scroll.setAttribute("aria-label", say("table.caption", { count: rows.length }));
    fill(table, h("caption", null, say("table.caption", { count: rows.length })), h("thead", null, h("tr", null, COLUMNS.map(headOf))), h("tbody", null, shown.map(rowOf)));
    place.textContent = say("table.page", { first: rows.length > 0 ? from + 1 : 0, last: from + shown.length, count: rows.length });
    previous.textContent = say("table.previous");
    next.textContent = say("table.next");
    previous.disabled = from === 0;
    next.disabled = from + AT_ONCE >= rows.length;
  }

  function headOf(column: Column): HTMLElement {
    const state = column !== sorted ? "none" : descending ? "descending" : "ascending";
    return h("th", { scope: "col", "aria-sort": state }, h("button", { type: "button", dataset: { column }, onclick: () => sortBy(column) }, say(`table.${column}`)));
  }

  function rowOf(row: Row): HTMLElement {
    const { language } = store.state;
    const evidence = `${say("table.evidence")} (${row.sources})`;
    const read = h(
      "button",
      { type: "button", class: "read", "aria-label": `${evidence}: ${row.from} ${row.relation} ${row.to}`, onclick: () => store.dispatch({ do: "choose", choice: { what: "edge", id: row.edge.id } }) },
      evidence,
    );
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, endButton(context, row.edge.source, language)),
      h("td", null, row.relation),
      h("td", null, endButton(context, row.edge.target, language)),
      h("td", null, read),
      h("td", { class: "day" }, row.since),
      h("td", { class: "day" }, row.until),
      h("td", null, row.certainty),
    );
  }

  return {
    element,
    update(view: View, state: State) {
      if (seen && seen.view === view && seen.language === state.language) return;
      seen = { view, language: state.language };
      rows = listRows(context, view);
      if (from >= rows.length) from = 0;
      write();
    },
  };
}

function compare(one: Row, other: Row, column: Column, order: Intl.Collator): number {
  return column === "sources" ? one.sources - other.sources : order.compare(one[column], other[column]);
}

/** The earliest known day; empty where none is known. */
function least(days: string[]): string {
  return days.filter(Boolean).sort()[0] ?? "";
}

/** The latest day, empty where any is open: what may still hold has no end. */
function greatest(days: string[]): string {
  return days.some((day) => !day) ? "" : (days.sort().at(-1) ?? "");
}
