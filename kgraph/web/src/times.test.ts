import { expect, test } from "vitest";
import { SMALL } from "./fixtures/small.ts";
import { buildModel } from "./model.ts";
import { type Window, edgeHeld, heldIn, includes, monthBefore, overlap } from "./times.ts";

const FROM_SPRING = ["2020-03-02", "2020-04-01", "2022-06-01", ""] as const;

test.each([
  ["2020-02", "not"],
  ["2020-03", "possibly"],
  ["2020-04", "certainly"],
  ["2022-06", "certainly"],
  ["2022-07", "possibly"],
])("a state that began in spring 2020 and was last seen in June 2022 held in %s: %s", (month, held) => {
  expect(heldIn(FROM_SPRING, month)).toBe(held);
});

test("nothing is certain of a state without dates", () => {
  expect(heldIn(["", "", "", ""], "2021-01")).toBe("possibly");
});

test("a state is certain only between its latest start and its earliest end", () => {
  const bounds = ["2019-01-01", "2019-12-31", "2021-01-01", "2021-12-31"] as const;
  const months = ["2018-12", "2019-06", "2019-12", "2021-01", "2021-06", "2022-01"];
  expect(months.map((month) => heldIn(bounds, month))).toEqual(["not", "possibly", "certainly", "certainly", "possibly", "not"]);
});

test("bounds that leave no certain day make nothing certain", () => {
  expect(heldIn(["2020-01-01", "2020-12-31", "2020-02-01", "2021-01-01"], "2020-06")).toBe("possibly");
});

test("an inferred edge held as surely as the best of its reasons", () => {
  const model = buildModel(SMALL);
  const edge = model.edges.get("gullnet--everMemberOf--harbour-alliance")!;
  expect(["2019-01", "2020-03", "2020-05", "2024-01"].map((month) => edgeHeld(model, edge, month))).toEqual(["not", "possibly", "certainly", "possibly"]);
});

test("the month before January is December", () => {
  expect(["2021-01", "2021-10", "1000-01"].map(monthBefore)).toEqual(["2020-12", "2021-09", "0999-12"]);
});

test.each<[Window, Window, Window | null]>([
  [["2019", "2020"], ["2021", ""], null],
  [["2019", "2021"], ["2020", ""], ["2020", "2021"]],
  [["", ""], ["2020", "2021"], ["2020", "2021"]],
])("%j and %j have %j in common", (one, other, common) => {
  expect(overlap(one, other)).toEqual(common);
});

test("an open window includes every other, and no closed one an open one", () => {
  expect([includes(["", ""], ["2020", "2021"]), includes(["2020", "2021"], ["", ""])]).toEqual([true, false]);
});
