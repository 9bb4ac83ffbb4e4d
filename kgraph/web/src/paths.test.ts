import { expect, test } from "vitest";
import { copySmall, SMALL } from "./fixtures/small.ts";
import { buildModel } from "./model.ts";
import type { PageData, StateData } from "./page.ts";
import { findPaths, hopCost } from "./paths.ts";

function ways(page: PageData, from: string, to: string): string[][] {
  return findPaths(buildModel(page), from, to).map((path) => [...path.nodes]);
}

/** The small world with more edges: from, to, places of sources, bounds. */
function withEdges(...edges: [string, string, number[], StateData["bounds"]?][]): PageData {
  const page = copySmall();
  const place = (id: string): number => page.nodes.findIndex((node) => node.id === id);
  for (const [from, to, sources, bounds] of edges) {
    page.states.push({
      id: `${from}.partnerOf.${to}`,
      relation: "partnerOf",
      subject: place(from),
      object: place(to),
      bounds: bounds ?? ["", "", "", ""],
      attestations: sources.map((source) => ({ source, locator: "x", recorded: "2026-01-02" })),
    });
  }
  return page;
}

test("a way goes over edges in either direction", () => {
  expect(ways(SMALL, "pilot-office", "harbour-alliance")).toEqual([["pilot-office", "gullnet", "gull", "harbour-alliance"]]);
});

test("a way tells its edges, and the sources of its weakest", () => {
  const [path] = findPaths(buildModel(SMALL), "gullnet", "harbour-alliance");
  expect([path?.edges.map((edge) => edge.id), path?.weakest]).toEqual([["gull--operates--gullnet", "gull--memberOf--harbour-alliance"], 2]);
});

test("of two ways the one with the stronger weakest hop comes first", () => {
  const page = withEdges(["lonely-rock", "buoy", [0, 1, 3]], ["lonely-rock", "tide-watch", [0, 1, 3]]);
  expect(ways(page, "lonely-rock", "harbour-alliance")).toEqual([
    ["lonely-rock", "tide-watch", "harbour-alliance"],
    ["lonely-rock", "buoy", "harbour-alliance"],
  ]);
});

test("of two ways of the same strength the one past the less crowded thing comes first", () => {
  const page = withEdges(
    ["lonely-rock", "harbour-alliance", [0]],
    ["harbour-alliance", "reef-report", [0]],
    ["lonely-rock", "pilot-office", [0]],
    ["pilot-office", "reef-report", [0]],
  );
  expect(ways(page, "lonely-rock", "reef-report")[0]).toEqual(["lonely-rock", "pilot-office", "reef-report"]);
});

test("hops whose times cannot overlap make no way", () => {
  const page = withEdges(["lonely-rock", "buoy", [0], ["2023-01-01", "2023-01-31", "", ""]]);
  expect(ways(page, "lonely-rock", "harbour-alliance")).toEqual([]);
});

test("three hops that overlap two by two but not all together make no way", () => {
  const page = withEdges(
    ["lonely-rock", "reef-report", [0], ["2019-01-01", "", "", "2020-12-31"]],
    ["reef-report", "pilot-office", [0], ["2020-01-01", "", "", "2021-12-31"]],
    ["pilot-office", "ada-invented", [0], ["2021-06-01", "", "", ""]],
  );
  expect(ways(page, "lonely-rock", "ada-invented")).toEqual([]);
});

test("a disputed edge makes no way, nor does an inferred one", () => {
  const model = buildModel(SMALL);
  const used = findPaths(model, "gullnet", "harbour-alliance").concat(findPaths(model, "buoy", "calm-sea-rules")).flatMap((path) => path.edges);
  expect(used.filter((edge) => edge.disputed || edge.states.length === 0)).toEqual([]);
});

test("a way that only goes round about a better one is left out", () => {
  const page = withEdges(["lonely-rock", "gull", [0]], ["lonely-rock", "reef-report", [0]], ["reef-report", "gull", [0]]);
  expect(ways(page, "lonely-rock", "harbour-alliance")).toEqual([["lonely-rock", "gull", "harbour-alliance"]]);
});

test("between what nothing links there is no way", () => {
  expect([ways(SMALL, "lonely-rock", "gull"), ways(SMALL, "gull", "gull"), ways(SMALL, "gull", "nobody")]).toEqual([[], [], []]);
});

test("a hop costs less with more sources, and more the more edges the thing it leads to has", () => {
  const model = buildModel(SMALL);
  const edge = model.edges.get("gull--memberOf--harbour-alliance")!;
  expect(hopCost(model, edge, "harbour-alliance", "harbour-alliance")).toBe(0.5);
  expect(hopCost(model, edge, "harbour-alliance", "buoy")).toBeCloseTo((1 + Math.log(5)) / 2);
});
