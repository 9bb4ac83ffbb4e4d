/** Texts of the interface in the reader's language: one table, merged from the tables of the parts. */

import { LANGUAGES, type Language, type Words } from "../page.ts";
import { ask } from "./ask.ts";
import { core } from "./core.ts";
import { evidence } from "./evidence.ts";
import { legend } from "./legend.ts";
import { panels } from "./panels.ts";

export type Texts = Readonly<Record<string, Words>>;

/** Every text by its key. Two parts that give one key would show one another's words: the tests refuse it. */
export const PARTS: Readonly<Record<string, Texts>> = { core, evidence, panels, legend, ask };
export const TEXTS: Texts = Object.assign({}, ...Object.values(PARTS)) as Texts;

const rules = new Map<Language, Intl.PluralRules>();
const numbers = new Map<Language, Intl.NumberFormat>();
const months = new Map<Language, Intl.DateTimeFormat>();
const days = new Map<Language, Intl.DateTimeFormat>();
const tongues = new Map<Language, Intl.DisplayNames>();

/**
 * Returns the text of a key, its `{places}` filled.
 *
 * Where `values.count` is given, the form for that number is taken: `key.one`, `key.other` and so on, as the language
 * asks for, else `key.other`, else `key`. Numbers are written as the language writes them.
 */
export function translate(key: string, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  const words = findWords(key, language, values["count"]);
  if (!words) return key;
  return words[language].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? formatNumber(value, language) : value;
  });
}

function findWords(key: string, language: Language, count: string | number | undefined): Words | undefined {
  if (typeof count === "number") {
    const form = remember(rules, language, () => new Intl.PluralRules(language)).select(count);
    const found = TEXTS[`${key}.${form}`] ?? TEXTS[`${key}.other`];
    if (found) return found;
  }
  return TEXTS[key];
}

export function formatNumber(value: number, language: Language): string {
  return remember(numbers, language, () => new Intl.NumberFormat(language)).format(value);
}

/** A month such as `2021-05` in words: "May 2021". */
export function formatMonth(month: string, language: Language): string {
  const [year, number] = month.split("-").map(Number);
  if (!year || !number) return month;
  return remember(months, language, () => new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" })).format(
    Date.UTC(year, number - 1, 1),
  );
}

/** An ISO day in words; anything else, such as an EDTF text of another shape, stays as it is. */
export function formatDay(day: string, language: Language): string {
  if (/^\d{4}-\d{2}$/.test(day)) return formatMonth(day, language);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const format = remember(days, language, () => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }));
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** The name of a language in another; its tag where the browser knows no name. */
export function nameLanguage(tag: string, language: Language): string {
  try {
    return remember(tongues, language, () => new Intl.DisplayNames([language], { type: "language" })).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The first of a browser's languages that the page speaks, else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((language) => language === primary);
    if (found) return found;
  }
  return "en";
}

function remember<V>(known: Map<Language, V>, language: Language, make: () => V): V {
  let value = known.get(language);
  if (value === undefined) {
    value = make();
    known.set(language, value);
  }
  return value;
}
