import { expect, test } from "vitest";
import { SMALL } from "../fixtures/small.ts";
import { buildModel } from "../model.ts";
import { pictureCountry } from "./country.ts";

const model = buildModel(SMALL);

function ids(nodes: readonly { id: string }[]): string[] {
  return nodes.map((node) => node.id);
}

test("a country has its campaigns and their partners", () => {
  const picture = pictureCountry(model, "COL");
  expect([ids(picture.campaigns), ids(picture.partners)]).toEqual([["safe-swim", "safe-swim-2023"], ["tide-watch"]]);
});

test("hotlines, authorities, alliances of its members and risks are told", () => {
  const [brazil, portugal] = [pictureCountry(model, "BRA"), pictureCountry(model, "PRT")];
  expect([ids(brazil.hotlines), ids(brazil.alliances), brazil.risks]).toEqual([["lamp-line"], ["harbour-alliance"], ["storms"]]);
  expect(ids(portugal.authorities)).toEqual(["pilot-office"]);
});

test("a country of which nothing is held has nothing", () => {
  expect(Object.values(pictureCountry(model, "VNM")).flat()).toEqual([]);
});
