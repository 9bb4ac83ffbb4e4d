import { expect, test } from "vitest";
import { scrollFor } from "./tabs.ts";

const strip = { at: 0, width: 300 };

test("a strip stays where it is while its open tab is in sight", () => {
  expect(scrollFor({ start: 100, width: 80 }, strip)).toBe(0);
  expect(scrollFor({ start: 200, width: 80 }, { at: 60, width: 300 })).toBe(60);
});

test("a tab beyond the end comes into sight with some of what follows", () => {
  expect(scrollFor({ start: 290, width: 80 }, strip)).toBe(102);
});

test("a tab before the beginning comes into sight, and the strip starts no earlier than its first", () => {
  expect(scrollFor({ start: 10, width: 80 }, { at: 90, width: 300 })).toBe(0);
});
