import { expect, test } from "vitest";
import { copySmall, SMALL } from "./fixtures/small.ts";
import { buildModel } from "./model.ts";

const model = buildModel(SMALL);

function ids(node: string): string[] {
  return model.edgesAt(node).map((edge) => edge.id);
}

test("edges at a node stand in the order of relation and name", () => {
  expect(ids("harbour-alliance")).toEqual([
    "buoy--memberOf--harbour-alliance",
    "gull--memberOf--harbour-alliance",
    "gullnet--everMemberOf--harbour-alliance",
    "gull--governs--harbour-alliance",
    "tide-watch--partnerOf--harbour-alliance",
  ]);
});

test("a reprint is no second witness", () => {
  expect(model.edges.get("gull--memberOf--harbour-alliance")?.sources).toBe(2);
});

test("who disputes does not support", () => {
  const edge = model.edges.get("buoy--endorses--calm-sea-rules");
  expect([edge?.sources, edge?.disputed]).toEqual([1, true]);
});

test("an inferred edge has no states, and the sources of its weakest premise", () => {
  const edge = model.edges.get("gullnet--everMemberOf--harbour-alliance");
  expect([edge?.states, edge?.sources, edge?.inferred?.reasons.length]).toEqual([[], 2, 2]);
});

test("an inferred edge that is stated too is one edge", () => {
  const page = copySmall();
  page.inferred.push({ ...page.inferred[0]!, relation: "memberOf", subject: 1 });
  const edge = buildModel(page).edges.get("gull--memberOf--harbour-alliance");
  expect([edge?.states.length, edge?.inferred?.relation]).toEqual([1, "memberOf"]);
});

test("a relation that holds both ways is one edge however it is told", () => {
  const page = copySmall();
  const told = page.states.find((state) => state.relation === "partnerOf")!;
  page.states.push({ ...told, id: "turned", subject: told.object, object: told.subject });
  expect(buildModel(page).edges.get("tide-watch--partnerOf--harbour-alliance")?.states.map((state) => state.id)).toEqual([
    "tide-watch.partnerOf.harbour-alliance",
    "turned",
  ]);
});

test("an edge read between the lines of all its sources says so", () => {
  expect(model.edges.get("tide-watch--operates--lamp-line")?.between).toBe(true);
});

test("countries of a node are its own, and those in which its edges hold", () => {
  expect([...model.countriesOf("tide-watch")].sort()).toEqual(["BRA", "COL"]);
});

test("a risk brings the broader one with it", () => {
  expect([...model.risksOf("harbour-alliance")]).toEqual(["cold-water", "water"]);
});

test("a conflict is found from either side", () => {
  expect(["reef-2023-a", "reef-2023-b", "reef-report"].map((id) => model.conflictsOf(id).length)).toEqual([1, 1, 0]);
});

test.each([
  ["vi", "Liên minh Bến Đỗ", "vi"],
  ["pt", "Aliança do Porto", "pt"],
  ["en", "Harbour Alliance", "en"],
  ["fr", "Harbour Alliance", "en"],
] as const)("a name in %s is that language's, else the English one", (language, text, tag) => {
  expect(model.name(model.nodes.get("harbour-alliance")!, language)).toEqual({ text, language: tag });
});

test("an English name stands in where the editors' is in a third language", () => {
  expect(model.name(model.nodes.get("safe-swim")!, "fr")).toEqual({ text: "Safe Swim", language: "en" });
});
