import { expect, test } from "vitest";
import { formOf, readAnswer } from "./answers.ts";

test.each([
  ["SELECT * WHERE {}", "select"],
  ["PREFIX ask: <https://example.org/construct> # describe\nselect ?x {}", "select"],
  ["ASK { ?select ?construct 'describe' }", "ask"],
  ['CONSTRUCT { ?a ?b "ask" } WHERE { ?a ?b ?c }', "graph"],
  ["describe <https://example.org/ask>", "graph"],
])("the form of %j is %s", (text, form) => {
  expect(formOf(text)).toBe(form);
});

test("rows keep the order of columns, and null where nothing is bound", () => {
  const body = JSON.stringify({
    head: { vars: ["a", "b"] },
    results: { bindings: [{ b: { type: "literal", value: "olá", "xml:lang": "pt" } }, { a: { type: "uri", value: "x:y" } }] },
  });
  expect(readAnswer("select", body, 2)).toEqual({
    columns: ["a", "b"],
    rows: [
      [null, { type: "literal", value: "olá", language: "pt" }],
      [{ type: "uri", value: "x:y" }, null],
    ],
    took: 2,
  });
});

test("yes or no is one row", () => {
  expect(readAnswer("ask", '{"head":{},"boolean":false}', 0).rows).toEqual([[{ type: "literal", value: "no" }]]);
});

test("triples are rows of three, their texts freed of escapes", () => {
  const body = '<x:a> <x:b> "a \\"b\\"\\n\\u00e9"@fr .\n_:c <x:b> "7"^^<x:int> .\n<x:a> <x:b> <x:d> .\n';
  expect(readAnswer("graph", body, 0).rows.map((row) => row[2])).toEqual([
    { type: "literal", value: 'a "b"\né', language: "fr" },
    { type: "literal", value: "7", datatype: "x:int" },
    { type: "uri", value: "x:d" },
  ]);
});
