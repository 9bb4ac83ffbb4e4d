import { expect, test } from "vitest";
import { type Spot, findCountry, listSmall, spanOf } from "./places.ts";

const ISLE: Spot = { code: "ISL", x: 50, y: 50, span: 2 };
const ATOLL: Spot = { code: "ATO", x: 60, y: 50, span: 3 };
const LAND: Spot = { code: "LAN", x: 40, y: 40, span: 90 };
const ALL = [ISLE, ATOLL, LAND];

test("a shape is as wide as its longer side", () => {
  expect(spanOf("M10,10L14,11L12,30Z")).toBe(20);
  expect(spanOf("")).toBe(0);
});

test("what is narrower than a finger's target on the screen is small, and no longer when the map is larger", () => {
  expect(listSmall(ALL, 1)).toEqual([ISLE, ATOLL]);
  expect(listSmall(ALL, 20)).toEqual([]);
});

test("a press beside a small country means it, though the shape of a large one was hit", () => {
  expect(findCountry(ALL, 1, { x: 42, y: 42 }, "LAN")).toBe("ISL");
});

test("of two small countries the nearer is meant", () => {
  expect(findCountry(ALL, 1, { x: 56, y: 50 }, null)).toBe("ATO");
});

test("a press out of reach of the small ones means what it hit", () => {
  expect(findCountry(ALL, 1, { x: 20, y: 20 }, "LAN")).toBe("LAN");
  expect(findCountry(ALL, 1, { x: 200, y: 200 }, null)).toBeNull();
});
