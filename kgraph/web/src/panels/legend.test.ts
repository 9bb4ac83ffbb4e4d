import { expect, test } from "vitest";
import { groupRelations } from "./legend.ts";

test("relations of one hue stand together, those of most edges first", () => {
  const groups = groupRelations(["governingMemberOf", "memberOf", "memberOf", "partnerOf"]);
  expect([...groups]).toEqual([
    ["blue", ["memberOf", "governingMemberOf"]],
    ["green", ["partnerOf"]],
  ]);
});

test("a relation without a hue of its own is told too, after all others", () => {
  expect([...groupRelations(["editionOf", "publishes"])]).toEqual([
    ["sky", ["publishes"]],
    ["grey", ["editionOf"]],
  ]);
});
