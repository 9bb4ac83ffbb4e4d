import { expect, test } from "vitest";
import { derive } from "../derive.ts";
import { SMALL } from "../fixtures/small.ts";
import { buildModel } from "../model.ts";
import { initialState, type State } from "../state.ts";
import { contrast, INKS } from "../theme.ts";
import { type Spot, placeLabels, shortenName } from "./labels.ts";
import { type EdgeLook, type Mood, bendEdges, edgeLook, nodeLook } from "./looks.ts";
import { nearestLine } from "./picking.ts";

const model = buildModel(SMALL);

function look(edge: string, changes: Partial<State> = {}, theme: Mood["theme"] = "light"): EdgeLook {
  const state = { ...initialState(), ...changes };
  const view = derive(model, state);
  const mood: Mood = { page: SMALL, theme, lit: view.lit, chosen: state.chosen?.id ?? null };
  return edgeLook(mood, view.edges.find((each) => each.edge.id === edge)!);
}

test("edges that are stated, read between the lines, possible, disputed and inferred are broken each in its own way", () => {
  const dashes = [
    look("gull--operates--gullnet"),
    look("tide-watch--operates--lamp-line"),
    look("gull--memberOf--harbour-alliance", { month: "2020-03" }),
    look("buoy--endorses--calm-sea-rules"),
    look("gullnet--everMemberOf--harbour-alliance"),
  ].map(({ dash }) => dash);
  expect(dashes).toEqual(["whole", "between", "possible", "disputed", "inferred"]);
});

test.each(["light", "dark", "contrast"] as const)("edges of a chosen thing stand out from the ground of %s, and the others less", (theme) => {
  const chosen = { chosen: { what: "node" as const, id: "gull" } };
  const strong = look("gull--operates--gullnet", chosen, theme);
  const quiet = look("tide-watch--operates--lamp-line", chosen, theme);
  expect(contrast(strong.colour, INKS[theme].ground)).toBeGreaterThan(3);
  expect(contrast(quiet.colour, INKS[theme].ground)).toBeLessThan(1.6);
});

test("only what is chosen wears a ring", () => {
  const mood: Mood = { page: SMALL, theme: "light", lit: new Set(["gull"]), chosen: "gull" };
  expect(["gull", "buoy"].map((id) => nodeLook(mood, model.nodes.get(id)!).ring)).toEqual([true, false]);
});

test("only edges between the same two things are bent, apart from one another", () => {
  const bends = bendEdges(model.edges.values());
  expect(Object.fromEntries(bends)).toEqual({ "gull--memberOf--harbour-alliance": -0.11, "gull--governs--harbour-alliance": 0.11 });
});

const spot = (id: string, x: number, y: number): Spot => ({ id, text: id, x, y, radius: 4, size: 12, bold: false });
const FIELD = { width: 400, height: 300 };
const measure = (each: Spot): number => each.text.length * 7;

test("a name stands right of its node, or left where another one stands there", () => {
  const placed = placeLabels([spot("first", 100, 100), spot("second", 90, 102)], measure, FIELD);
  expect(placed.map(({ id, left }) => [id, left])).toEqual([["first", 107], ["second", 41]]);
});

test("names on top of one another are left out, the later ones first", () => {
  const crowd = Array.from({ length: 20 }, (_, place) => spot(`name ${place}`, 200, 150));
  expect(placeLabels(crowd, measure, FIELD).map(({ id }) => id)).toEqual(["name 0", "name 1"]);
});

test("no name runs out of the picture", () => {
  expect(placeLabels([spot("a rather long name of something", 390, 20)], measure, FIELD)[0]?.left).toBeLessThan(390 - 200);
});

test("a long name is cut at a word", () => {
  expect([shortenName("Harbour Alliance"), shortenName("Association of Invented Lighthouses")]).toEqual(["Harbour Alliance", "Association of Invented…"]);
});

test("a click takes the nearest line, straight or bent, and none that is far", () => {
  const lines = [
    { id: "straight", from: { x: 0, y: 0 }, to: { x: 100, y: 0 }, bend: 0 },
    { id: "bent", from: { x: 0, y: 0 }, to: { x: 100, y: 0 }, bend: 0.4 },
  ];
  const taken = [{ x: 50, y: 3 }, { x: 50, y: -18 }, { x: 50, y: 40 }, { x: 130, y: 0 }].map((point) => nearestLine(lines, point, 8));
  expect(taken).toEqual(["straight", "bent", null, null]);
});
