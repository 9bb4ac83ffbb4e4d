/** The lines of the picture: states that relate the same two things in the same way are one edge. */

import type { Edge } from "./context.ts";
import type { InferredData, NodeData, PageData, StateData } from "./page.ts";

interface Draft {
  id: string;
  relation: string;
  source: NodeData;
  target: NodeData;
  states: StateData[];
  inferred: InferredData | null;
}

/** Builds all edges, in the order of their relation and of the names at their ends. */
export function buildEdges(page: PageData): Map<string, Edge> {
  const drafts = new Map<string, Draft>();
  for (const state of page.states) {
    if (state.object >= 0) findDraft(page, drafts, state)?.states.push(state);
  }
  for (const inferred of page.inferred) {
    const draft = findDraft(page, drafts, inferred);
    if (draft) draft.inferred = inferred;
  }
  const order = new Map(Object.keys(page.relations).map((relation, place) => [relation, place]));
  const rank = (draft: Draft): number => order.get(draft.relation) ?? order.size;
  const sorted = [...drafts.values()].sort(
    (one, other) =>
      rank(one) - rank(other) || compare(one.source.label, other.source.label) || compare(one.target.label, other.target.label) || compare(one.id, other.id),
  );
  return new Map(sorted.map((draft) => [draft.id, finish(page, draft)]));
}

/** The edge of a statement; where its relation holds both ways, the one that was first made of the two. */
function findDraft(
  page: PageData,
  drafts: Map<string, Draft>,
  statement: { relation: string; subject: number; object: number },
): Draft | null {
  const source = page.nodes[statement.subject];
  const target = page.nodes[statement.object];
  if (!source || !target) return null;
  const { relation } = statement;
  const id = nameEdge(source.id, relation, target.id);
  const turned = page.relations[relation]?.symmetric ? drafts.get(nameEdge(target.id, relation, source.id)) : undefined;
  let draft = drafts.get(id) ?? turned;
  if (!draft) {
    draft = { id, relation, source, target, states: [], inferred: null };
    drafts.set(id, draft);
  }
  return draft;
}

export function nameEdge(subject: string, relation: string, object: string): string {
  return `${subject}--${relation}--${object}`;
}

/** One pass over the attestations: this runs for thousands of edges before the first picture. */
function finish(page: PageData, draft: Draft): Edge {
  const roots = new Set<number>();
  const countries = new Set<string>();
  const languages = new Set<string>();
  let disputed = false;
  let supporting = 0;
  let between = 0;
  for (const state of draft.states) {
    for (const country of state.countries ?? []) countries.add(country);
    for (const each of state.attestations) {
      const source = page.sources[each.source];
      if (source?.language) languages.add(source.language);
      if (each.disputes) disputed = true;
      else {
        roots.add(source?.root ?? each.source);
        supporting += 1;
        if (each.between) between += 1;
      }
    }
  }
  return {
    ...draft,
    symmetric: page.relations[draft.relation]?.symmetric ?? false,
    disputed,
    between: supporting > 0 && between === supporting,
    sources: draft.states.length > 0 ? roots.size : (draft.inferred?.sources ?? 0),
    countries,
    languages,
  };
}

/** By code units, which is the same in every browser and much faster than a collation. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
