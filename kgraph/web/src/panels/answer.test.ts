import { expect, test } from "vitest";
import type { QuestionsData } from "../page.ts";
import type { Term } from "../sparql/answers.ts";
import { listColumns, shortenTerm } from "./answer.ts";

const DATA = { prefixes: { ally: "https://example.org/ally#" }, id: "https://example.org/id/", concept: "https://example.org/concept/" } as unknown as QuestionsData;
const uri = (value: string): Term => ({ type: "uri", value });
const text = (value: string): Term => ({ type: "literal", value });

test.each([
  ["https://example.org/id/gull", "gull"],
  ["https://example.org/concept/storms", "storms"],
  ["http://publications.europa.eu/resource/authority/country/BRA", "BRA"],
  ["https://example.org/elsewhere", "https://example.org/elsewhere"],
])("%s is shown as %s", (value, short) => {
  expect(shortenTerm(uri(value), DATA)).toBe(short);
});

test("a text that looks like a name of ours stays whole", () => {
  expect(shortenTerm(text("https://example.org/id/gull"), DATA)).toBe("https://example.org/id/gull");
});

test("columns without a value and names beside the thing itself are not shown", () => {
  const columns = ["member", "memberName", "role", "source", "sourceTitle", "lonelyName", "Name"];
  const rows = [[uri("x:a"), text("A"), null, uri("x:s"), text("S"), text("L"), text("N")]];
  expect(listColumns({ columns, rows, took: 0 }).map((place) => columns[place])).toEqual(["member", "source", "lonelyName", "Name"]);
});
