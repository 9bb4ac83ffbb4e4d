/** Three short guided stories: each step a view with a sentence, its numbers counted from the data. */

import type { Edge, Model } from "./context.ts";
import { picture } from "./derive.ts";
import type { Language } from "./page.ts";
import { type State, NO_FILTERS, initialState } from "./state.ts";

export interface Step {
  /** A text's key, and what stands in its places. */
  key: string;
  values(language: Language): Record<string, string | number>;
  /** What of the state the step sets; all else is as at the start. */
  view: Partial<State>;
}

export interface Story {
  name: string;
  steps: readonly Step[];
}

/** The stories that this graph can tell: one whose subject it does not hold is left out. */
export function listStories(model: Model, sentence: (id: string) => string): Story[] {
  return [tellNavegaFeliz(model), tellTikTok(model, sentence), tellSingle(model)].filter((story): story is Story => story !== null);
}

/** The state that a step shows, in the reader's language and colours. */
export function stateOf(story: Story, place: number, before: State): State {
  const step = story.steps[place];
  return {
    ...initialState(before.language),
    theme: before.theme,
    ...step?.view,
    story: { name: story.name, step: place },
  };
}

function nameOf(model: Model, id: string): (language: Language) => string {
  return (language) => {
    const node = model.nodes.get(id);
    return node ? model.name(node, language).text : id;
  };
}

function tellNavegaFeliz(model: Model): Story | null {
  const [whole, mexico, colombia] = ["navegafeliz", "navegafeliz-mx", "navegafeliz-co"];
  if (![whole, mexico, colombia].every((id) => model.nodes.has(id))) return null;
  const edition = (key: string, id: string): Step => ({
    key,
    values: (language) => ({ name: nameOf(model, id)(language), count: model.edgesAt(id).filter((edge) => edge.relation !== "editionOf" && edge.states.length > 0).length }),
    view: { chosen: { what: "node", id } },
  });
  return {
    name: "navegafeliz",
    steps: [
      { key: "story.navegafeliz.1", values: (language) => ({ name: nameOf(model, whole)(language) }), view: { chosen: { what: "node", id: whole } } },
      edition("story.navegafeliz.2", mexico),
      edition("story.navegafeliz.3", colombia),
    ],
  };
}

function tellTikTok(model: Model, sentence: (id: string) => string): Story | null {
  const id = "tiktok";
  const edges = model.edgesAt(id);
  const best = strongest(edges.filter((edge) => edge.relation === "memberOf"));
  if (!best) return null;
  const others = new Set(edges.map((edge) => (edge.source.id === id ? edge.target.id : edge.source.id)));
  const firm = edges.filter((edge) => edge.sources >= 2 && edge.states.length > 0);
  const name = nameOf(model, id);
  return {
    name: "tiktok",
    steps: [
      { key: "story.tiktok.1", values: (language) => ({ name: name(language), count: others.size }), view: { chosen: { what: "node", id } } },
      { key: "story.tiktok.2", values: () => ({ sentence: sentence(best.states[0]?.id ?? "") }), view: { chosen: { what: "edge", id: best.id } } },
      { key: "story.tiktok.3", values: (language) => ({ name: name(language), count: firm.length }), view: { chosen: { what: "node", id }, filters: { ...NO_FILTERS, sources: 2 } } },
    ],
  };
}

function strongest(edges: readonly Edge[]): Edge | null {
  return edges.reduce<Edge | null>((best, edge) => (!best || edge.sources > best.sources ? edge : best), null);
}

function tellSingle(model: Model): Story | null {
  const stated = picture(model).edges.filter((edge) => edge.states.length > 0);
  if (stated.length === 0) return null;
  const least = (count: number): number => stated.filter((edge) => edge.sources >= count).length;
  // what is inferred has no sources of its own
  const filters = { ...NO_FILTERS, certainties: ["stated", "between", "possible", "disputed"] };
  return {
    name: "single",
    steps: [
      { key: "story.single.1", values: () => ({ count: stated.filter((edge) => edge.sources === 1).length, all: stated.length }), view: { filters } },
      { key: "story.single.2", values: () => ({ count: least(2) }), view: { filters: { ...filters, sources: 2 } } },
      { key: "story.single.3", values: () => ({ count: least(3) }), view: { filters: { ...filters, sources: 3 } } },
    ],
  };
}
