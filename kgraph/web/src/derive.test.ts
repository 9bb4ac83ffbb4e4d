import { expect, test } from "vitest";
import type { View } from "./context.ts";
import { createDerive, derive } from "./derive.ts";
import { SMALL } from "./fixtures/small.ts";
import { buildModel } from "./model.ts";
import { type Action, initialState, reduce, type State } from "./state.ts";

const model = buildModel(SMALL);

function stateAfter(...actions: Action[]): State {
  return actions.reduce(reduce, initialState());
}

function viewAfter(...actions: Action[]): View {
  return derive(model, stateAfter(...actions));
}

function nodesOf(view: View): string[] {
  return view.nodes.map((node) => node.id);
}

function edgesOf(view: View): string[] {
  return view.edges.map(({ edge }) => edge.id);
}

test("at rest all that has a place is shown, and every edge between such", () => {
  const view = viewAfter();
  expect([view.nodes.length, view.edges.length, view.hidden]).toEqual([12, 13, { nodes: 0, edges: 0 }]);
});

test("a person has no place in the picture, nor has an edge to one", () => {
  const view = viewAfter();
  expect([nodesOf(view).includes("ada-invented"), edgesOf(view).some((id) => id.includes("ada"))]).toEqual([false, false]);
});

test("a kind leaves its things and the edges between them; how many are hidden is told", () => {
  const view = viewAfter({ do: "filter", filters: { kinds: ["alliance", "company"] } });
  expect(nodesOf(view)).toEqual(["harbour-alliance", "gull", "buoy"]);
  expect(edgesOf(view)).toEqual(["buoy--memberOf--harbour-alliance", "gull--memberOf--harbour-alliance", "gull--governs--harbour-alliance"]);
  expect(view.hidden).toEqual({ nodes: 9, edges: 10 });
});

test("a country leaves what is based there, or takes part in what holds there", () => {
  const view = viewAfter({ do: "filter", filters: { countries: ["COL"] } });
  expect(nodesOf(view)).toEqual(["tide-watch", "safe-swim", "safe-swim-2023"]);
});

test("a broader risk finds what addresses a narrower one", () => {
  expect(nodesOf(viewAfter({ do: "filter", filters: { risks: ["water"] } }))).toEqual(["harbour-alliance"]);
});

test("choices of several groups narrow together", () => {
  const view = viewAfter({ do: "filter", filters: { sectors: ["industry"], countries: ["ESP"] } });
  expect(nodesOf(view)).toEqual(["gull"]);
});

test("a relation leaves its edges, and only what they touch", () => {
  const view = viewAfter({ do: "filter", filters: { relations: ["endorses"] } });
  expect(nodesOf(view)).toEqual(["gull", "buoy", "calm-sea-rules"]);
});

test("a least number of independent sources hides what fewer state", () => {
  const view = viewAfter({ do: "filter", filters: { sources: 2, relations: ["memberOf"] } });
  expect(edgesOf(view)).toEqual(["gull--memberOf--harbour-alliance"]);
});

test("a language of sources leaves what a source in it speaks of", () => {
  const view = viewAfter({ do: "filter", filters: { languages: ["es"], relations: ["memberOf"] } });
  expect(edgesOf(view)).toEqual(["gull--memberOf--harbour-alliance"]);
});

test.each([
  ["inferred", "gullnet--everMemberOf--harbour-alliance"],
  ["disputed", "buoy--endorses--calm-sea-rules"],
  ["between", "tide-watch--operates--lamp-line"],
])("of what is %s there is one edge", (certainty, edge) => {
  expect(edgesOf(viewAfter({ do: "filter", filters: { certainties: [certainty] } }))).toEqual([edge]);
});

test("in a month each edge is certain, possible or not there", () => {
  const view = viewAfter({ do: "set-month", month: "2020-03" });
  const held = Object.fromEntries(view.edges.map(({ edge, held }) => [edge.id, held]));
  expect(held).toEqual({
    "buoy--memberOf--harbour-alliance": "certainly",
    "gull--memberOf--harbour-alliance": "possibly",
    "gullnet--everMemberOf--harbour-alliance": "possibly",
    "tide-watch--partnerOf--harbour-alliance": "possibly",
    "gull--operates--gullnet": "certainly",
    "tide-watch--operates--lamp-line": "possibly",
    "safe-swim-2023--editionOf--safe-swim": "possibly",
  });
});

test("in a month a thing without an edge is not shown", () => {
  expect(nodesOf(viewAfter({ do: "set-month", month: "2020-03" }))).not.toContain("pilot-office");
});

test("only possible edges can be asked for", () => {
  const view = viewAfter({ do: "set-month", month: "2020-03" }, { do: "filter", filters: { certainties: ["possible"], relations: ["memberOf"] } });
  expect(edgesOf(view)).toEqual(["gull--memberOf--harbour-alliance"]);
});

test("what began and what ended is told against the month before", () => {
  const began = viewAfter({ do: "set-month", month: "2022-05" }).began.map((edge) => edge.id);
  const ended = viewAfter({ do: "set-month", month: "2022-01" }).ended.map((edge) => edge.id);
  expect([began, ended]).toEqual([["buoy--endorses--calm-sea-rules", "gull--endorses--calm-sea-rules"], ["buoy--memberOf--harbour-alliance"]]);
});

test("what a filter hides neither begins nor ends", () => {
  const view = viewAfter({ do: "set-month", month: "2022-05" }, { do: "filter", filters: { kinds: ["company"] } });
  expect(view.began).toEqual([]);
});

test("without a month nothing begins", () => {
  expect([viewAfter().began, viewAfter().ended]).toEqual([[], []]);
});

test("a chosen thing stands out with its neighbours", () => {
  const view = viewAfter({ do: "choose", choice: { what: "node", id: "pilot-office" } });
  expect([...view.lit].sort()).toEqual(["gullnet", "pilot-office", "pilot-office--supervises--gullnet"]);
});

test("a chosen edge stands out with its ends", () => {
  const view = viewAfter({ do: "choose", choice: { what: "edge", id: "gull--governs--harbour-alliance" } });
  expect([...view.lit].sort()).toEqual(["gull", "gull--governs--harbour-alliance", "harbour-alliance"]);
});

test("what is chosen is shown whatever the filters say", () => {
  const view = viewAfter({ do: "filter", filters: { kinds: ["hotline"] } }, { do: "choose", choice: { what: "edge", id: "gull--operates--gullnet" } });
  expect([nodesOf(view), edgesOf(view)]).toEqual([["gull", "gullnet", "lamp-line"], ["gull--operates--gullnet"]]);
});

test("a path stands out with all that it passes", () => {
  const view = viewAfter({ do: "follow", route: { from: "pilot-office", to: "gull", place: 0 } });
  expect([...view.lit].sort()).toEqual(["gull", "gull--operates--gullnet", "gullnet", "pilot-office", "pilot-office--supervises--gullnet"]);
});

test("an answer drawn on the graph stands out with the edges within it", () => {
  const view = viewAfter({ do: "mark", nodes: ["gull", "gullnet", "lonely-rock"] });
  expect([...view.lit].sort()).toEqual(["gull", "gull--operates--gullnet", "gullnet", "lonely-rock"]);
});

test("the count beside a choice is what it would leave, whatever else is chosen in its group", () => {
  const counts = viewAfter({ do: "filter", filters: { kinds: ["hotline"], countries: ["BRA"] } }).counts;
  expect(counts["kinds"]).toEqual({ company: 1, hotline: 1, campaign: 1, "civil-society-organisation": 1 });
});

test.each(["kinds", "sectors", "countries", "risks"] as const)("choosing in %s leaves as many things as its count says", (group) => {
  const others: Action = { do: "filter", filters: { sources: 2 } };
  const counts = viewAfter(others).counts[group] ?? {};
  const left = Object.keys(counts).map((choice) => [choice, viewAfter(others, { do: "filter", filters: { [group]: [choice] } }).nodes.length]);
  expect(Object.fromEntries(left)).toEqual(counts);
});

test.each(["relations", "languages", "certainties"] as const)("choosing in %s leaves as many edges as its count says", (group) => {
  const others: Action[] = [{ do: "set-month", month: "2022-05" }, { do: "filter", filters: { sectors: ["alliances", "industry", "commitments"] } }];
  const counts = viewAfter(...others).counts[group] ?? {};
  const left = Object.keys(counts).map((choice) => [choice, viewAfter(...others, { do: "filter", filters: { [group]: [choice] } }).edges.length]);
  expect(Object.fromEntries(left)).toEqual(counts);
});

test("counts of sources are of edges with at least so many", () => {
  expect(viewAfter({ do: "filter", filters: { relations: ["memberOf"] } }).counts["sources"]).toEqual({ 1: 2, 2: 1 });
});

test("a state that differs in nothing the picture shows gives the same view", () => {
  const see = createDerive(model);
  const state = initialState();
  expect(see(reduce(state, { do: "open-tab", tab: "ask" }))).toBe(see(state));
});
