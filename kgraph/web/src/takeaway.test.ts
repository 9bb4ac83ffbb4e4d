import { expect, test } from "vitest";
import { writeCsv, writeJson } from "./takeaway.ts";

test("cells that hold signs of CSV are quoted, and lines end as RFC 4180 asks", () => {
  expect(writeCsv(["a", "b"], [["x, y", 'he said "no"'], ["two\nlines", null]])).toBe('a,b\r\n"x, y","he said ""no"""\r\n"two\nlines",\r\n');
});

test.each(["=1+1", "+1;2", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])("a spreadsheet does not take %j for a formula", (text) => {
  expect(writeCsv([], [[text]]).replaceAll('"', "").split("\r\n").slice(1).join("\r\n")).toMatch(/^'/);
});

test.each([["-2.5"], ["7"], [-3]])("the number %j stays a number", (value) => {
  expect(writeCsv(["n"], [[value]])).toBe(`n\r\n${value}\r\n`);
});

test("a heading is kept from being a formula too", () => {
  expect(writeCsv(["=x"], [])).toBe("'=x\r\n");
});

test("an answer's file has whole terms, and null where nothing is bound", () => {
  const answer = { columns: ["who", "when"], rows: [[{ type: "uri" as const, value: "https://example.org/gull" }, null]], took: 1 };
  expect(JSON.parse(writeJson("members", answer, "as held"))).toEqual({
    question: "members",
    columns: ["who", "when"],
    rows: [{ who: "https://example.org/gull", when: null }],
    note: "as held",
  });
});

