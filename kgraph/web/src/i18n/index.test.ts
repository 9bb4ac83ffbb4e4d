import { expect, test } from "vitest";
import { LANGUAGES } from "../page.ts";
import { PARTS, TEXTS, chooseLanguage, formatDay, formatMonth, translate } from "./index.ts";

const PLACE = /\{\w+\}/g;

test.each(LANGUAGES)("every text is there in %s", (language) => {
  const missing = Object.entries(TEXTS).filter(([, words]) => !words[language]?.trim());
  expect(missing.map(([key]) => key)).toEqual([]);
});

test.each(LANGUAGES)("every text has the same places to fill in %s as in English", (language) => {
  const places = (text: string): string[] => (text.match(PLACE) ?? []).sort();
  const wrong = Object.entries(TEXTS).filter(([, words]) => places(words[language]).join() !== places(words.en).join());
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test("no two parts give one key", () => {
  const keys = Object.values(PARTS).flatMap((part) => Object.keys(part));
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
});

test("the form for a number is the language's", () => {
  expect([1, 2].map((count) => translate("search.found", "en", { count }))).toEqual(["1 result", "2 results"]);
  expect([0, 1, 2].map((count) => translate("search.found", "fr", { count }))).toEqual(["0 résultat", "1 résultat", "2 résultats"]);
});

test("numbers are written as the language writes them", () => {
  expect(translate("search.found", "pt", { count: 12345 })).toBe("12.345 resultados");
});

test("a text put in is not filled again", () => {
  expect(translate("message.broken", "en", { detail: "{detail} {count}" })).toContain("({detail} {count})");
});

test("an unknown key shows itself", () => {
  expect(translate("no.such.key", "en")).toBe("no.such.key");
});

test.each([
  [["pt-BR", "en"], "pt"],
  [["de", "vi-VN"], "vi"],
  [["de"], "en"],
  [[], "en"],
])("a reader of %j is shown %s", (wanted, language) => {
  expect(chooseLanguage(wanted)).toBe(language);
});

test("months and days are in words, and what is neither stays", () => {
  expect([formatMonth("2021-05", "en"), formatDay("2021-05-07", "es"), formatDay("2021~", "fr")]).toEqual(["May 2021", "7 de mayo de 2021", "2021~"]);
});
