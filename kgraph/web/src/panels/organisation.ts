/** The region "Organisation": what sources say of one thing: names, places, relations, figures, sources, neighbours. */

import { drawChart } from "../chart.ts";
import type { Context, Edge, Panel, View } from "../context.ts";
import { fill, h, quoted, safeLink } from "../dom.ts";
import { formatDay, nameLanguage } from "../i18n/index.ts";
import type { FigureData, Language, NodeData, SourceData, StateData } from "../page.ts";
import type { State } from "../state.ts";
import { linkDocument, listAttestations, tellDay } from "./attestations.ts";
import { describeConflicts } from "./conflicts.ts";
import { endButton } from "./end.ts";

/** How many sentences of one relation stand open: a coalition has two hundred members. */
const OPEN = 8;

export function createOrganisationPanel(context: Context): Panel {
  const element = h("section", { class: "panel organisation", role: "region" });
  element.hidden = true;
  let shown = "";
  return {
    element,
    update(_view: View, state: State) {
      const node = state.chosen?.what === "node" ? context.model.nodes.get(state.chosen.id) : undefined;
      element.setAttribute("aria-label", context.say("organisation.region"));
      element.hidden = !node;
      const ready = node ? isReady(context, node) : "";
      const key = node ? [node.id, state.language, ready].join("\n") : "";
      if (key === shown) return;
      shown = key;
      if (node) fill(element, ...describeNode(context, node, state.language));
      else fill(element);
      element.scrollTop = 0;
    },
  };
}

/** Changes when the sentences of a language have been unpacked, so that the panel is written anew with them. */
function isReady({ model, sentence }: Context, node: NodeData): string {
  const state = model.edgesAt(node.id).find((edge) => edge.states.length > 0)?.states[0] ?? model.attributesOf(node.id)[0] ?? model.figuresOf(node.id)[0];
  return state ? sentence(state.id) : "";
}

function describeNode(context: Context, node: NodeData, language: Language): (HTMLElement | null)[] {
  const { model, say, store } = context;
  const name = model.name(node, language);
  const kinds = node.kinds.map((kind) => model.page.kinds[kind]?.label[language] ?? kind).join(", ");
  const close = h(
    "button",
    { type: "button", class: "close", "aria-label": say("panel.close"), onclick: () => store.dispatch({ do: "choose", choice: null }) },
    "×",
  );
  const path = h(
    "button",
    { type: "button", class: "button path-from", onclick: () => store.dispatch({ do: "follow", route: { from: node.id, to: "", place: 0 } }) },
    say("organisation.path"),
  );
  return [
    h("div", { class: "panel-head" }, h("h2", { tabindex: "-1", lang: name.language, dir: "auto" }, name.text), close),
    h("p", { class: "kinds" }, kinds),
    describeNames(context, node, language),
    describePlaces(context, node, language),
    describeLinks(context, node),
    describeCoverage(context, node, language),
    describeRelations(context, node, language),
    describeFigures(context, node, language),
    describeSources(context, node, language),
    h("p", { class: "actions" }, path),
  ];
}

function section(title: string, ...children: (Node | null)[]): HTMLElement {
  return h("section", { class: "part" }, h("h3", null, title), children);
}

function describeNames({ model, say }: Context, node: NodeData, language: Language): HTMLElement | null {
  const shown = model.name(node, language).text;
  const all: [string, string, string][] = [[node.label, node.language, "name"], ...node.names];
  const others = all.filter(([text], place) => text !== shown && all.findIndex(([same]) => same === text) === place);
  if (others.length === 0) return null;
  return section(
    say("organisation.names"),
    h(
      "ul",
      { class: "names" },
      others.map(([text, tag, kind]) =>
        h("li", null, quoted(text, tag), h("span", { class: "facts" }, ` ${[say(`organisation.name.${kind}`), tag ? nameLanguage(tag, language) : ""].filter(Boolean).join(", ")}`)),
      ),
    ),
  );
}

function describePlaces({ model, say, store }: Context, node: NodeData, language: Language): HTMLElement | null {
  if (node.countries.length === 0) return null;
  const buttons = node.countries.map((code) =>
    h(
      "li",
      null,
      h(
        "button",
        { type: "button", class: "chip", onclick: () => store.dispatch({ do: "look-at-country", country: code }) },
        model.page.countries[code]?.label[language] ?? code,
      ),
    ),
  );
  return section(say("organisation.where"), h("ul", { class: "chips" }, buttons));
}

function describeLinks({ say }: Context, node: NodeData): HTMLElement | null {
  if (node.links.length === 0) return null;
  return section(say("organisation.web"), h("ul", { class: "links" }, node.links.map((url) => h("li", null, safeLink(url, url.replace(/^https?:\/\//i, ""))))));
}

function describeCoverage({ model, say }: Context, node: NodeData, language: Language): HTMLElement | null {
  const found = model.page.coverage.find((each) => model.page.nodes[each.alliance] === node);
  if (!found) return null;
  const completeness = model.page.concepts[found.completeness]?.label[language] ?? found.completeness;
  const asOf = found.asOf ? say("organisation.coverage.asOf", { date: formatDay(found.asOf, language) }) : "";
  return h("p", { class: "coverage" }, say("organisation.coverage", { completeness, asOf }));
}

/** Sentences by relation: of its edges, and of what has a concept, a country or a text at the other end. */
function describeRelations(context: Context, node: NodeData, language: Language): HTMLElement {
  const { model, say } = context;
  const groups = new Map<string, HTMLElement[]>();
  const attributes = new Map<string, string[]>();
  const add = (title: string, item: HTMLElement): void => void groups.set(title, [...(groups.get(title) ?? []), item]);
  for (const edge of model.edgesAt(node.id)) add(titleOf(context, edge, node, language), describeEdge(context, edge, node, language));
  for (const state of model.attributesOf(node.id)) {
    if (TOLD_ABOVE.has(state.relation)) continue;
    const title = model.page.relations[state.relation]?.label[language] ?? state.relation;
    add(title, describeAttribute(context, state));
    attributes.set(title, [...(attributes.get(title) ?? []), state.id]);
  }
  const parts = [...groups].map(([title, items]) => h("div", { class: "relation-group" }, h("h4", null, title, h("span", { class: "count" }, ` ${items.length}`)), foldList(context, items), describeConflicts(context, attributes.get(title) ?? [])));
  return section(say("organisation.relations"), ...(parts.length > 0 ? parts : [h("p", null, say("organisation.nothing"))]));
}

/** Relations whose object is a text that stands among the names. */
const TOLD_ABOVE = new Set(["name", "acronym", "formerName", "hashtag"]);

function titleOf({ model }: Context, edge: Edge, node: NodeData, language: Language): string {
  const relation = model.page.relations[edge.relation];
  const words = edge.source === node ? relation?.label : relation?.inverse;
  return words?.[language] ?? edge.relation;
}

function describeEdge(context: Context, edge: Edge, node: NodeData, language: Language): HTMLElement {
  const { model, say, store } = context;
  const other = edge.source === node ? edge.target : edge.source;
  const sentences = edge.states.map((state) => context.sentence(state.id)).filter(Boolean);
  // what is stated has no sentence until those of the language have been unpacked
  const said = edge.states.length > 0 ? sentences.join(" ") : say("evidence.inferred");
  const how = edge.states.length > 0 ? say("evidence.sources", { count: edge.sources }) : say("evidence.inferred");
  // what is seen comes first in the name, so that who speaks to the page can say it
  const label = `${how}. ${say("organisation.about", { sentence: sentences[0] ?? model.name(other, language).text })}`;
  const read = h(
    "button",
    { type: "button", class: "read", "aria-label": label, onclick: () => store.dispatch({ do: "choose", choice: { what: "edge", id: edge.id } }) },
    how,
  );
  return h("li", { class: edge.disputed ? "tie disputed" : "tie" }, h("span", { class: "tie-head" }, endButton(context, other, language), " ", read), h("span", { class: "said" }, said));
}

function describeAttribute(context: Context, state: StateData): HTMLElement {
  const details = h("details", null, h("summary", null, context.sentence(state.id)));
  // what is folded is written when it is opened: an authority may have forty of them
  details.addEventListener("toggle", () => details.children.length === 1 && details.append(listAttestations(context, state.attestations)));
  return h("li", { class: "tie" }, details);
}

function foldList({ say }: Context, items: readonly HTMLElement[]): HTMLElement {
  const list = h("ul", { class: "ties" }, items.slice(0, OPEN));
  const rest = items.slice(OPEN);
  if (rest.length === 0) return list;
  const button = h("button", { type: "button", class: "more" }, say("show-all", { count: rest.length }));
  button.addEventListener("click", () => {
    list.append(...rest);
    button.remove();
    rest[0]?.querySelector("button")?.focus();
  });
  return h("div", null, list, button);
}

function describeFigures(context: Context, node: NodeData, language: Language): HTMLElement | null {
  const { model, say } = context;
  const groups = new Map<string, FigureData[]>();
  for (const figure of model.figuresOf(node.id)) groups.set(figure.measure, [...(groups.get(figure.measure) ?? []), figure]);
  if (groups.size === 0) return null;
  const parts = [...groups].map(([measure, figures]) => {
    return h(
      "div",
      { class: "measure" },
      h("h4", null, model.page.concepts[measure]?.label[language] ?? measure),
      drawChart(context, measure, figures, language),
      unfold(context, figures),
      describeConflicts(context, figures.map((figure) => figure.id)),
    );
  });
  return section(say("organisation.figures"), ...parts);
}

function unfold(context: Context, figures: readonly FigureData[]): HTMLElement {
  const list = h("ul", { class: "figures" });
  for (const figure of figures) {
    const details = h("details", null, h("summary", null, context.sentence(figure.id)));
    details.addEventListener("toggle", () => details.children.length === 1 && details.append(listAttestations(context, figure.attestations)));
    list.append(h("li", null, details));
  }
  return list;
}

function describeSources(context: Context, node: NodeData, language: Language): HTMLElement | null {
  const { model, say } = context;
  const spoken = [...model.edgesAt(node.id).flatMap((edge) => edge.states), ...model.attributesOf(node.id), ...model.figuresOf(node.id)];
  const places = new Set(spoken.flatMap((each) => each.attestations.map((one) => one.source)));
  const sources = [...places].flatMap((place) => model.page.sources[place] ?? []).sort(latestFirst);
  if (sources.length === 0) return null;
  const items = sources.map((source) =>
    h("li", null, linkDocument(context, source), h("span", { class: "facts" }, ` ${[source.publisher, source.issued ? tellDay(context, source.issued, language) : say("evidence.undated")].filter(Boolean).join(", ")}`)),
  );
  return section(say("organisation.sources"), h("p", null, say("organisation.documents", { count: sources.length })), foldList(context, items));
}

function latestFirst(one: SourceData, other: SourceData): number {
  return one.issued < other.issued ? 1 : one.issued > other.issued ? -1 : 0;
}
