import { expect, test } from "vitest";
import type { ParameterData, QuestionData, QuestionsData } from "../page.ts";
import { ValueError, addPrefixes, bindQuestion, placeOfError } from "./bind.ts";

const DATA: QuestionsData = { questions: [], prefixes: { d: "https://example.org/id/", ally: "https://example.org/ally#" }, id: "https://example.org/id/", concept: "https://example.org/concept/", headings: {}, worded: [], words: {}, terms: {} };

const WORDS = { en: "", pt: "", es: "", fr: "", vi: "" };

function parameter(name: string, kind: string, target = "entity", preset = ""): ParameterData {
  return { name, kind, summary: WORDS, example: "", target, default: preset };
}

function question(text: string, ...parameters: ParameterData[]): QuestionData {
  return { name: "asked", text, summary: WORDS, description: WORDS, parameters, columns: {}, view: "table", answer: {}, empty: {}, counts: [] };
}

test.each([
  ["iri", "entity", "gull", "<https://example.org/id/gull>"],
  ["iri", "concept", "cold-water", "<https://example.org/concept/cold-water>"],
  ["iri", "country", "BRA", "<http://publications.europa.eu/resource/authority/country/BRA>"],
  ["iri", "relation", "Hotline", "<https://example.org/ally#Hotline>"],
  ["date", "entity", "2023-01-31", '"2023-01-31"^^<http://www.w3.org/2001/XMLSchema#date>'],
  ["integer", "entity", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'],
  ["literal", "entity", 'a "b" \\ c\nd', '"a \\"b\\" \\\\ c\\nd"'],
])("a value of kind %s and target %s is written as a term", (kind, target, value, term) => {
  const asked = question(`VALUES ?_x_${kind} { UNDEF } ?a ?b ?c`, parameter("x", kind, target));
  expect(bindQuestion(asked, { x: value }, DATA)).toBe(`VALUES ?_x_${kind} { ${term} } ?a ?b ?c`);
});

test.each([
  ["iri", "gull> } DELETE {"],
  ["iri", "two words"],
  ["date", "2023-13-45"],
  ["date", '2023-01-01" }'],
  ["integer", "7 } UNION {"],
])("a %s cannot smuggle %j into the text", (kind, value) => {
  const asked = question(`VALUES ?_x_${kind} { UNDEF }`, parameter("x", kind));
  expect(() => bindQuestion(asked, { x: value }, DATA)).toThrow(ValueError);
});

test("what is not given stays open, and a default stands in for it", () => {
  const text = "VALUES ?_x_iri { UNDEF } VALUES ?_n_integer { UNDEF }";
  const asked = question(text, parameter("x", "iri"), parameter("n", "integer", "entity", "3"));
  expect(bindQuestion(asked, { x: "" }, DATA)).toBe('VALUES ?_x_iri { UNDEF } VALUES ?_n_integer { "3"^^<http://www.w3.org/2001/XMLSchema#integer> }');
});

test("every place of a parameter is filled, in subqueries too", () => {
  const asked = question("VALUES ?_x_iri { UNDEF } { SELECT ?a { VALUES ?_x_iri { UNDEF } } }", parameter("x", "iri"));
  expect(bindQuestion(asked, { x: "gull" }, DATA)).not.toContain("UNDEF");
});

test("all prefixes stand on one line, so that a mistake is told by the reader's own lines", () => {
  const lines = addPrefixes("ASK {}\n# two", DATA).split("\n");
  expect(lines).toEqual(["PREFIX d: <https://example.org/id/> PREFIX ally: <https://example.org/ally#>", "ASK {}", "# two"]);
  expect(placeOfError("error at 3:8: expected one of FILTER, }")).toEqual({ line: 2, column: 8, rest: "expected one of FILTER, }" });
});

test("an error without a place has none", () => {
  expect(placeOfError("out of memory")).toBeNull();
});

test("of what the engine expected only the words and signs are told", () => {
  const message = "error at 2:4: expected one of \"(\", \"true\", ['0'..='9'], ['A' ..= 'Z' | 'a' ..= 'z' | '\\u{00C0}'..='\\u{00D6}']";
  expect(placeOfError(message)?.rest).toBe('expected one of "(", "true"');
});
