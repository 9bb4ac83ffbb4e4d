import { expect, test } from "vitest";
import type { PageData, QuestionsData, Words } from "../page.ts";
import type { Term } from "../sparql/answers.ts";
import { listColumns, sayWord, shortenTerm } from "./answer.ts";

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

const told = (en: string): Words => ({ en, pt: `${en} (pt)`, es: `${en} (es)`, fr: `${en} (fr)`, vi: `${en} (vi)` });
const PAGE = {
  concepts: { storms: { label: told("storms") }, partner: { label: told("partner") } },
  relations: { crosses: { label: told("crosses") } },
  sectors: { industry: told("industry") },
} as unknown as PageData;
const WORDED: QuestionsData = { ...DATA, questions: [], headings: {}, terms: { "ally:Harbour": told("harbour") }, worded: ["role", "relation", "held"], words: { certainly: told("certainly") } };

test.each([
  ["a concept", uri("https://example.org/concept/storms"), "topic", "storms (fr)"],
  ["a class", uri("https://example.org/ally#Harbour"), "kind", "harbour (fr)"],
  ["a role", text("partner"), "role", "partner (fr)"],
  ["a relation", text("crosses"), "relation", "crosses (fr)"],
  ["a word of the answer", text("certainly"), "held", "certainly (fr)"],
  ["a sector", text("industry"), "sector", "industry (fr)"],
])("%s is told in the reader's language", (_, term, column, expected) => {
  expect(sayWord(PAGE, WORDED, term, column)?.fr).toBe(expected);
});

test.each([
  ["an entity", uri("https://example.org/id/storms"), "topic"],
  ["a text in a column of texts", text("partner"), "locator"],
  ["a text of a source in a column of words", { ...text("partner"), language: "en" }, "role"],
  ["a word in a reader's own answer", text("partner"), ""],
])("%s stays what it is", (_, term, column) => {
  expect(sayWord(PAGE, WORDED, term, column)).toBeUndefined();
});
