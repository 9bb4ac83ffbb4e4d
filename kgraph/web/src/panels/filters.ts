/** Filters with counts beside each choice, and a line that says what they hide. */

import type { Context, Panel, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import { nameLanguage } from "../i18n/index.ts";
import { certaintySign, lineSign } from "../lines.ts";
import { kindSign } from "../shapes.ts";
import { relationHue } from "../stage/looks.ts";
import type { Filters, State } from "../state.ts";

type Group = Exclude<keyof Filters, "sources">;

const GROUPS: readonly Group[] = ["kinds", "sectors", "countries", "relations", "risks", "certainties", "languages"];
/** These stand open at first. */
const OPEN: ReadonlySet<Group> = new Set<Group>(["kinds"]);

export function createFiltersPanel(context: Context): Panel {
  const { say, store } = context;
  const title = h("h2", { id: "filters-title" });
  const hidden = h("p", { class: "hidden-count", role: "status" });
  const clear = h("button", { type: "button", class: "button clear", onclick: () => store.dispatch({ do: "clear-filters" }) });
  const groups = GROUPS.map((group) => createGroup(context, group));
  const sources = createSources(context);
  const element = h("section", { class: "panel filters", "aria-labelledby": "filters-title" }, h("div", { class: "panel-head" }, title, clear), hidden, sources.element, groups.map((each) => each.element));
  return {
    element,
    update(view: View, state: State) {
      title.textContent = say("filters.title");
      clear.textContent = say("filters.clear");
      const { nodes, edges } = view.hidden;
      hidden.textContent = nodes + edges > 0 ? say("filters.hidden", { nodes, edges }) : say("filters.nothing-hidden");
      sources.update(state);
      for (const group of groups) group.update(view, state);
    },
  };
}

function createSources({ say, store }: Context): { element: HTMLElement; update(state: State): void } {
  const label = h("label", { for: "filter-sources" });
  const value = h("output", { for: "filter-sources" });
  const input = h("input", {
    type: "range",
    id: "filter-sources",
    min: "1",
    max: "6",
    step: "1",
    oninput: () => store.dispatch({ do: "filter", filters: { sources: Number(input.value) } }),
  });
  return {
    element: h("div", { class: "least-sources" }, label, value, input),
    update(state) {
      label.textContent = say("filters.sources");
      value.textContent = String(state.filters.sources);
      input.value = String(state.filters.sources);
    },
  };
}

function createGroup(context: Context, group: Group): Panel {
  const { say, store } = context;
  const summary = h("summary");
  const list = h("ul", { class: "choices", role: "list" });
  const element = h("details", { class: "filter-group", open: OPEN.has(group) }, summary, h("fieldset", null, h("legend", { class: "unseen" }), list));
  const rows = new Map<string, { item: HTMLElement; input: HTMLInputElement; name: HTMLElement; count: HTMLElement }>();

  /** Rows are kept and only their counts written anew, so that the focus stays where it is. */
  function update(view: View, state: State): void {
    const chosen = state.filters[group];
    const counts = view.counts[group] ?? {};
    const text = say(`filters.${group}`);
    summary.textContent = chosen.length > 0 ? `${text} (${chosen.length})` : text;
    element.querySelector("legend")!.textContent = text;
    if (!element.open && chosen.length === 0 && rows.size === 0) return;
    const values = [...new Set([...Object.keys(counts), ...chosen])];
    values.sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || nameOf(context, group, one, state).localeCompare(nameOf(context, group, other, state), state.language));
    for (const value of values) {
      const row = rows.get(value) ?? createRow(value);
      row.name.textContent = nameOf(context, group, value, state);
      row.count.textContent = String(counts[value] ?? 0);
      row.input.checked = chosen.includes(value);
    }
    for (const [value, row] of rows) row.item.hidden = !values.includes(value);
    const order = values.map((value) => rows.get(value)!.item);
    const same = order.every((item, place) => list.children[place] === item);
    // moving an element takes the focus from it, so the order stays while the reader is in the list
    if (!same && !list.contains(document.activeElement)) fill(list, order);
    else for (const item of order) if (!item.isConnected) list.append(item);
  }

  function createRow(value: string): { item: HTMLElement; input: HTMLInputElement; name: HTMLElement; count: HTMLElement } {
    const input = h("input", { type: "checkbox", onchange: () => toggle(value) });
    const name = h("span", { class: "choice-name" });
    const count = h("span", { class: "count" });
    const row = { item: h("li", null, h("label", { class: "choice" }, input, signOf(context, group, value), name, count)), input, name, count };
    rows.set(value, row);
    return row;
  }

  function toggle(value: string): void {
    const chosen = store.state.filters[group];
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    store.dispatch({ do: "filter", filters: { [group]: next } });
  }

  let last: [View, State] | null = null;
  element.addEventListener("toggle", () => last && update(...last));
  return {
    element,
    update(view, state) {
      last = [view, state];
      update(view, state);
    },
  };
}

/** What stands for it in the picture: the filter is its legend too. */
function signOf({ model }: Context, group: Group, value: string): SVGSVGElement | null {
  if (group === "kinds") return kindSign(model.page.kinds[value]);
  if (group === "certainties") return certaintySign(value);
  // what no source states is drawn as inferred, whatever its relation
  if (group === "relations") return isStated(model, value) ? lineSign(relationHue(value)) : certaintySign("inferred");
  return null;
}

function isStated({ page }: Context["model"], relation: string): boolean {
  return page.states.some((state) => state.relation === relation);
}

function nameOf({ model, say }: Context, group: Group, value: string, { language }: State): string {
  const { page } = model;
  switch (group) {
    case "kinds":
      return page.kinds[value]?.label[language] ?? value;
    case "sectors":
      return page.sectors[value]?.[language] ?? value;
    case "countries":
      return page.countries[value]?.label[language] ?? value;
    case "relations":
      return page.relations[value]?.label[language] ?? value;
    case "risks":
      return page.concepts[value]?.label[language] ?? value;
    case "certainties":
      return say(`certainty.${value}`);
    case "languages":
      return nameLanguage(value, language);
  }
}
