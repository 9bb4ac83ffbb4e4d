/** Indexes over the page's data: what is at a node, behind an edge, in conflict with what. They never change. */

import type { Edge, Model } from "./context.ts";
import { buildEdges } from "./edges.ts";
import type { AttestationData, Language, NodeData, PageData, SourceData } from "./page.ts";

const NOTHING: readonly never[] = [];
const NONE: ReadonlySet<string> = new Set();

export function buildModel(page: PageData): Model {
  const nodes = new Map(page.nodes.map((node) => [node.id, node]));
  const edges = buildEdges(page);
  const states = new Map(page.states.map((state) => [state.id, state]));
  const figures = new Map(page.figures.map((figure) => [figure.id, figure]));
  const edgesAt = indexEdges(edges.values());
  const attributes = groupBy(
    page.states.filter((state) => state.object < 0),
    (state) => page.nodes[state.subject]?.id ?? "",
  );
  const figuresOf = groupBy(page.figures, (figure) => page.nodes[figure.about]?.id ?? "");
  const conflicts = groupConflicts(page);
  const countries = new Map<string, ReadonlySet<string>>();
  const risks = new Map<string, ReadonlySet<string>>();
  const sectors = new Map<string, ReadonlySet<string>>();
  const names = new Map<string, { text: string; language: string }>();

  const model: Model = {
    page,
    nodes,
    edges,
    edgesAt: (node) => edgesAt.get(node) ?? NOTHING,
    attributesOf: (node) => attributes.get(node) ?? NOTHING,
    figuresOf: (node) => figuresOf.get(node) ?? NOTHING,
    conflictsOf: (id) => conflicts.get(id) ?? NOTHING,
    state: (id) => states.get(id),
    figure: (id) => figures.get(id),
    source: (attestation) => sourceOf(page, attestation),
    countriesOf: (id) => remember(countries, id, () => findCountries(model, id)),
    risksOf: (id) => remember(risks, id, () => findRisks(model, id)),
    sectorsOf: (id) => remember(sectors, id, () => findSectors(model, id)),
    independent: (of) => countIndependent(page, of.attestations),
    name: (node, language) => remember(names, `${language} ${node.id}`, () => chooseName(node, language)),
  };
  return model;
}

/** How many sources with a text of their own support something: reprints of one text are one witness. */
export function countIndependent(page: PageData, attestations: readonly AttestationData[]): number {
  const roots = new Set<number>();
  for (const each of attestations) {
    if (!each.disputes) roots.add(page.sources[each.source]?.root ?? each.source);
  }
  return roots.size;
}

function sourceOf(page: PageData, attestation: AttestationData): SourceData {
  const source = page.sources[attestation.source];
  if (!source) throw new Error(`the page has no source at place ${attestation.source}`);
  return source;
}

/** Edges at each node in the order of relation, then of the name at the other end. */
function indexEdges(edges: Iterable<Edge>): Map<string, Edge[]> {
  const at = new Map<string, Edge[]>();
  for (const edge of edges) {
    push(at, edge.source.id, edge);
    if (edge.target !== edge.source) push(at, edge.target.id, edge);
  }
  return at;
}

function groupConflicts(page: PageData): Map<string, PageData["conflicts"]> {
  const by = new Map<string, PageData["conflicts"]>();
  for (const conflict of page.conflicts) {
    push(by, conflict.first, conflict);
    if (conflict.second !== conflict.first) push(by, conflict.second, conflict);
  }
  return by;
}

/** Where it is based or active, and where what it takes part in holds. */
function findCountries(model: Model, id: string): ReadonlySet<string> {
  const found = new Set(model.nodes.get(id)?.countries);
  for (const state of model.attributesOf(id)) {
    if (state.country) found.add(state.country);
    for (const country of state.countries ?? NOTHING) found.add(country);
  }
  for (const edge of model.edgesAt(id)) for (const country of edge.countries) found.add(country);
  return found.size > 0 ? found : NONE;
}

/** The risks that sources say it addresses, and the broader ones above them. */
function findRisks(model: Model, id: string): ReadonlySet<string> {
  const { concepts } = model.page;
  const found = new Set<string>();
  for (const state of model.attributesOf(id)) {
    for (let concept = state.concept ?? ""; concept && !found.has(concept); concept = concepts[concept]?.broader ?? "") {
      if (concepts[concept]?.scheme !== "risks") break;
      found.add(concept);
    }
  }
  return found.size > 0 ? found : NONE;
}

function findSectors(model: Model, id: string): ReadonlySet<string> {
  const kinds = model.nodes.get(id)?.kinds ?? NOTHING;
  return new Set(kinds.map((kind) => model.page.kinds[kind]?.sector ?? "").filter(Boolean));
}

/** A name in the language asked for, else the editors' where it is in that language or English, else an English one. */
function chooseName(node: NodeData, language: Language): { text: string; language: string } {
  if (primary(node.language) === language) return { text: node.label, language: node.language };
  for (const wanted of [language, "en"]) {
    if (primary(node.language) === wanted) break;
    const found = node.names.find(([, tag, kind]) => kind === "name" && primary(tag) === wanted);
    if (found) return { text: found[0], language: found[1] };
  }
  return { text: node.label, language: node.language };
}

function primary(tag: string): string {
  return tag.split("-", 1)[0] ?? tag;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) push(groups, keyOf(item), item);
  return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

function remember<V>(known: Map<string, V>, key: string, find: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = find();
    known.set(key, value);
  }
  return value;
}

