/** What is to be seen: a pure function of the model and the state. */

import type { Edge, Held, Model, View, ViewEdge } from "./context.ts";
import type { NodeData } from "./page.ts";
import { findPaths } from "./paths.ts";
import type { Filters, State } from "./state.ts";
import { edgeHeld, monthBefore } from "./times.ts";

export type Certainty = "stated" | "between" | "possible" | "disputed" | "inferred";

/** The groups of choices that narrow the nodes, and those that narrow the edges. */
const NODE_GROUPS = ["kinds", "sectors", "countries", "risks"] as const;
const EDGE_GROUPS = ["relations", "languages", "certainties", "sources"] as const;
type NodeGroup = (typeof NODE_GROUPS)[number];
type EdgeGroup = (typeof EDGE_GROUPS)[number];

/** How an edge stands: what holds it back most comes first. */
export function certaintyOf(edge: Edge, held: Held): Certainty {
  if (edge.states.length === 0) return "inferred";
  if (edge.disputed) return "disputed";
  if (edge.between) return "between";
  return held === "possibly" ? "possible" : "stated";
}

export function derive(model: Model, state: State): View {
  const { filters, month } = state;
  const forced = findForced(model, state);
  const candidates = listCandidates(model, month);
  const passing = candidates.filter(({ edge, held }) => held !== "not" && passesEdge(edge, held, filters));
  const touched = narrowsEdges(state) ? endsOf(passing) : null;
  const nodes = picture(model).nodes.filter(
    (node) => forced.has(node.id) || (passesNode(model, node, filters) && (!touched || touched.has(node.id))),
  );
  const shown = new Set(nodes.map((node) => node.id));
  const isShown = ({ edge }: ViewEdge): boolean => shown.has(edge.source.id) && shown.has(edge.target.id);
  const edges = passing.filter(isShown);
  for (const each of candidates) {
    if (forced.has(each.edge.id) && isShown(each) && !edges.includes(each)) edges.push(each);
  }
  let changes: Pick<View, "began" | "ended"> | null = null;
  let counts: View["counts"] | null = null;
  return {
    nodes,
    edges,
    lit: findLit(model, state, edges),
    hidden: { nodes: picture(model).nodes.length - nodes.length, edges: picture(model).edges.length - edges.length },
    // reckoned when first asked for, which is after the picture has been drawn
    get began() {
      return (changes ??= findChanges(model, state, isShown)).began;
    },
    get ended() {
      return (changes ??= findChanges(model, state, isShown)).ended;
    },
    get counts() {
      return (counts ??= countChoices(model, state, candidates));
    },
  };
}

/** Derives again only where something has changed that the picture depends on; else the view is the same object. */
export function createDerive(model: Model): (state: State) => View {
  let known: { state: State; view: View } | null = null;
  return (state) => {
    if (known && isSameView(known.state, state)) return known.view;
    known = { state, view: derive(model, state) };
    return known.view;
  };
}

function isSameView(one: State, other: State): boolean {
  return (
    one.filters === other.filters &&
    one.month === other.month &&
    one.chosen === other.chosen &&
    one.route === other.route &&
    one.marked === other.marked
  );
}

interface Picture {
  nodes: readonly NodeData[];
  edges: readonly Edge[];
}

const pictures = new WeakMap<Model, Picture>();

/** All that could be drawn: what has a place, and what lies between such. */
export function picture(model: Model): Picture {
  let known = pictures.get(model);
  if (!known) {
    const nodes = model.page.nodes.filter((node) => node.x !== undefined);
    const edges = [...model.edges.values()].filter((edge) => edge.source.x !== undefined && edge.target.x !== undefined);
    known = { nodes, edges };
    pictures.set(model, known);
  }
  return known;
}

function listCandidates(model: Model, month: string | null): ViewEdge[] {
  return picture(model).edges.map((edge) => ({ edge, held: edgeHeld(model, edge, month) }));
}

function passesNode(model: Model, node: NodeData, filters: Filters, without?: NodeGroup): boolean {
  return NODE_GROUPS.every(
    (group) => group === without || filters[group].length === 0 || isAmong(filters[group], nodeValues(model, node, group)),
  );
}

function passesEdge(edge: Edge, held: Held, filters: Filters, without?: EdgeGroup): boolean {
  return (
    (without === "sources" || edge.sources >= filters.sources) &&
    (without === "relations" || isAmong(filters.relations, [edge.relation])) &&
    (without === "languages" || isAmong(filters.languages, edge.languages)) &&
    (without === "certainties" || isAmong(filters.certainties, [certaintyOf(edge, held)]))
  );
}

function nodeValues(model: Model, node: NodeData, group: NodeGroup): Iterable<string> {
  if (group === "kinds") return node.kinds;
  if (group === "sectors") return model.sectorsOf(node.id);
  return group === "countries" ? model.countriesOf(node.id) : model.risksOf(node.id);
}

function isAmong(wanted: readonly string[], values: Iterable<string>): boolean {
  if (wanted.length === 0) return true;
  for (const value of values) if (wanted.includes(value)) return true;
  return false;
}

/** Whether the reader asks for some edges only; then what none of them touches is not shown either. */
function narrowsEdges({ filters, month }: State): boolean {
  return (
    month !== null ||
    filters.sources > 1 ||
    filters.relations.length > 0 ||
    filters.languages.length > 0 ||
    filters.certainties.length > 0
  );
}

function endsOf(edges: readonly ViewEdge[]): Set<string> {
  const ends = new Set<string>();
  for (const { edge } of edges) ends.add(edge.source.id).add(edge.target.id);
  return ends;
}

/** Ids of what is shown whatever the filters say: what is chosen, the way that is followed, what an answer marked. */
function findForced(model: Model, state: State): Set<string> {
  const forced = new Set(state.marked);
  if (state.chosen) forced.add(state.chosen.id);
  const edge = state.chosen?.what === "edge" ? model.edges.get(state.chosen.id) : undefined;
  if (edge) forced.add(edge.source.id).add(edge.target.id);
  for (const id of followed(model, state)) forced.add(id);
  return forced;
}

/** Ids of the nodes and edges of the way that is followed; its ends alone where there is none. */
function followed(model: Model, { route }: State): string[] {
  if (!route) return [];
  const path = findPaths(model, route.from, route.to)[route.place];
  return path ? [...path.nodes, ...path.edges.map((edge) => edge.id)] : [route.from, route.to];
}

/** What is to stand out: a way with what is chosen on it, else the chosen thing with its neighbours, else an answer. */
function findLit(model: Model, state: State, edges: readonly ViewEdge[]): Set<string> {
  const { chosen } = state;
  const way = followed(model, state);
  if (way.length > 0) return new Set(chosen ? [...way, chosen.id] : way);
  const lit = new Set<string>(chosen ? [chosen.id] : state.marked);
  if (lit.size === 0) return lit;
  const centre = chosen?.what === "node" ? chosen.id : null;
  for (const { edge } of edges) {
    const isLit = chosen
      ? edge.id === chosen.id || edge.source.id === centre || edge.target.id === centre
      : state.marked.length > 1 && state.marked.includes(edge.source.id) && state.marked.includes(edge.target.id);
    if (isLit) lit.add(edge.id).add(edge.source.id).add(edge.target.id);
  }
  return lit;
}

/** What began and ended against the month before, among what the filters let through. */
function findChanges(
  model: Model,
  { month, filters }: State,
  isShown: (each: ViewEdge) => boolean,
): Pick<View, "began" | "ended"> {
  const began: Edge[] = [];
  const ended: Edge[] = [];
  if (month === null) return { began, ended };
  const before = monthBefore(month);
  for (const edge of picture(model).edges) {
    const now = edgeHeld(model, edge, month);
    const then = edgeHeld(model, edge, before);
    if ((now === "not") === (then === "not") || !passesEdge(edge, now === "not" ? then : now, filters)) continue;
    // the ends of what ended may have no other edge, and so not be in the picture any more
    if (now === "not") {
      if (passesNode(model, edge.source, filters) && passesNode(model, edge.target, filters)) ended.push(edge);
    } else if (isShown({ edge, held: now })) began.push(edge);
  }
  return { began, ended };
}

/** For each group and choice: what choosing it alone would leave, the choices of all other groups held fast. */
function countChoices(model: Model, state: State, candidates: readonly ViewEdge[]): View["counts"] {
  const { filters } = state;
  const held = candidates.filter((each) => each.held !== "not");
  const touched = narrowsEdges(state) ? endsOf(held.filter((each) => passesEdge(each.edge, each.held, filters))) : null;
  const counts: Record<string, Record<string, number>> = {};
  for (const group of NODE_GROUPS) counts[group] = countNodes(model, filters, group, touched);
  const allowed = new Set(picture(model).nodes.filter((node) => passesNode(model, node, filters)).map((node) => node.id));
  const between = held.filter(({ edge }) => allowed.has(edge.source.id) && allowed.has(edge.target.id));
  for (const group of EDGE_GROUPS) counts[group] = countEdges(between, filters, group);
  return counts;
}

function countNodes(model: Model, filters: Filters, group: NodeGroup, touched: Set<string> | null): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const node of picture(model).nodes) {
    if ((touched && !touched.has(node.id)) || !passesNode(model, node, filters, group)) continue;
    for (const value of new Set(nodeValues(model, node, group))) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** Of `sources`: how many edges have at least so many, up to the most that any has. */
function countEdges(edges: readonly ViewEdge[], filters: Filters, group: EdgeGroup): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { edge, held } of edges) {
    if (!passesEdge(edge, held, filters, group)) continue;
    for (const value of edgeValues(edge, held, group)) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

function edgeValues(edge: Edge, held: Held, group: EdgeGroup): Iterable<string> {
  if (group === "relations") return [edge.relation];
  if (group === "languages") return edge.languages;
  if (group === "certainties") return [certaintyOf(edge, held)];
  return Array.from({ length: edge.sources }, (_, place) => String(place + 1));
}
