import { expect, test } from "vitest";
import { SMALL } from "./fixtures/small.ts";
import { buildModel } from "./model.ts";
import { buildSearch, fold, groupByKind, tokenize } from "./search.ts";

const search = buildSearch(buildModel(SMALL));

function first(text: string): string | undefined {
  return search.find(text)[0]?.node.id;
}

test.each([
  ["Đỗ", "do"],
  ["ÉDITION", "edition"],
  ["Łódź", "lodz"],
  ["Straße", "strasse"],
  ["ﬁn", "fin"],
  ["ĐẶNG", "dang"],
])("%s is folded to %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test("scripts without spaces are cut into pairs of signs", () => {
  expect(tokenize("海鸥网 GullNet")).toEqual(["gullnet", "海鸥", "鸥网"]);
});

test.each([
  ["Harbour Alliance", "harbour-alliance"],
  ["harb", "harbour-alliance"],
  ["HA", "harbour-alliance"],
  ["alianca do porto", "harbour-alliance"],
  ["lien minh ben do", "harbour-alliance"],
  ["LIÊN MINH", "harbour-alliance"],
  ["gull net", "gullnet"],
  ["gulnet", "gullnet"],
  ["海鸥", "gullnet"],
  ["النورس", "gullnet"],
  ["#gulltogether", "gullnet"],
  ["tidewatch", "tide-watch"],
  ["wach tide", "tide-watch"],
  ["ada invented", "ada-invented"],
])("%s finds %s", (text, id) => {
  expect(first(text)).toBe(id);
});

test("the very name comes before what only begins so", () => {
  expect(search.find("#nadaseguro").map((hit) => hit.node.id)).toEqual(["safe-swim", "safe-swim-2023"]);
});

test("a hit says by which name it was found, and in which language", () => {
  expect(search.find("海鸥网")[0]).toMatchObject({ name: "海鸥网", language: "zh" });
});

test("a thing is found once, however many of its names fit", () => {
  const ids = search.find("harbour alliance").map((hit) => hit.node.id);
  expect(ids).toEqual([...new Set(ids)]);
});

test("where no name has all the words, names with some of them are found", () => {
  expect(search.find("lamp zzzz").map((hit) => hit.node.id)).toEqual(["lamp-line"]);
});

test.each(["", "   ", "!!!", "zzzzzzzz"])("%j finds nothing", (text) => {
  expect(search.find(text)).toEqual([]);
});

test("hits are grouped by kind, the kind of the best first", () => {
  expect(groupByKind(search.find("gull")).map(([kind, hits]) => [kind, hits.map((hit) => hit.node.id)])).toEqual([
    ["platform", ["gullnet"]],
    ["company", ["gull"]],
  ]);
});
