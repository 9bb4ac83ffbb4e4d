/** The state in the address of the page, both ways, so that a link leads to the exact view. */

import type { Model } from "./context.ts";
import { LANGUAGES, type Language } from "./page.ts";
import { type Filters, NO_FILTERS, type State, TABS, THEMES, initialState } from "./state.ts";

/** Longest texts that a link may carry: a question's value, and a query of one's own. */
const LONGEST_VALUE = 500;
const LONGEST_QUERY = 20_000;
const MOST_MARKED = 500;

export const CERTAINTIES = ["stated", "between", "possible", "disputed", "inferred"] as const;

type ListFilter = Exclude<keyof Filters, "sources">;
const LIST_FILTERS: ListFilter[] = ["kinds", "sectors", "countries", "relations", "risks", "languages", "certainties"];

/** Writes a state as `key=value&…`, leaving out what is as at the start. Whether time is playing is left out too. */
export function writeHash(state: State): string {
  const parts: [string, string][] = [["lang", state.language]];
  const put = (key: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined && value !== "") parts.push([key, String(value)]);
  };
  put("tab", state.tab === "network" ? null : state.tab);
  put("theme", state.theme === "auto" ? null : state.theme);
  put(state.chosen?.what ?? "", state.chosen?.id);
  for (const name of LIST_FILTERS) put(name, state.filters[name].join(","));
  put("sources", state.filters.sources > 1 ? state.filters.sources : null);
  put("month", state.month);
  put("from", state.route?.from);
  put("to", state.route?.to);
  put("way", state.route?.place || null);
  put("country", state.country);
  put("ask", state.asked?.name);
  for (const [name, value] of Object.entries(state.asked?.values ?? {})) parts.push([`set.${name}`, value]);
  if (state.query !== null) parts.push(["query", state.query]);
  put("story", state.story?.name);
  put("step", state.story?.step || null);
  put("camera", state.camera && [state.camera.x, state.camera.y, state.camera.ratio].map(shorten).join(","));
  put("marked", state.marked.join(","));
  return parts.map(([key, value]) => `${key}=${encode(value)}`).join("&");
}

/** Reads what `writeHash` wrote. Whatever is unknown, of the wrong shape or too long is dropped; nothing here is trusted. */
export function readHash(fragment: string, model: Model, language: Language = "en"): State {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const state = initialState(oneOf(LANGUAGES, given.get("lang")) ?? language);
  state.tab = oneOf(TABS, given.get("tab")) ?? state.tab;
  state.theme = oneOf(THEMES, given.get("theme")) ?? state.theme;
  state.chosen = readChoice(given, model);
  state.filters = readFilters(given, model);
  state.month = readMonth(given.get("month"));
  state.route = readRoute(given, model);
  state.country = keyOf(model.page.countries, given.get("country"));
  state.asked = readAsked(given);
  state.query = readText(given.get("query"), LONGEST_QUERY);
  state.story = readStory(given);
  state.camera = readCamera(given.get("camera"));
  state.marked = readList(given.get("marked"), (id) => model.nodes.has(id)).slice(0, MOST_MARKED);
  return state;
}

/** Percent signs only where the fragment needs them, so that a link stays readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
}

function shorten(value: number): number {
  return Number(value.toPrecision(6));
}

function readChoice(given: URLSearchParams, model: Model): State["chosen"] {
  const node = given.get("node");
  if (node !== null && model.nodes.has(node)) return { what: "node", id: node };
  const edge = given.get("edge");
  if (edge !== null && model.edges.has(edge)) return { what: "edge", id: edge };
  return null;
}

function readFilters(given: URLSearchParams, model: Model): Filters {
  const { page } = model;
  const languages = new Set(page.sources.map((source) => source.language));
  const known: Record<ListFilter, (id: string) => boolean> = {
    kinds: (id) => Object.hasOwn(page.kinds, id),
    sectors: (id) => Object.hasOwn(page.sectors, id),
    countries: (id) => Object.hasOwn(page.countries, id),
    relations: (id) => Object.hasOwn(page.relations, id),
    risks: (id) => Object.hasOwn(page.concepts, id) && page.concepts[id]?.scheme === "risks",
    languages: (id) => languages.has(id),
    certainties: (id) => oneOf(CERTAINTIES, id) !== null,
  };
  const filters: Filters = { ...NO_FILTERS };
  for (const name of LIST_FILTERS) filters[name] = readList(given.get(name), known[name]);
  filters.sources = readCount(given.get("sources"), 1, 99) ?? 1;
  return filters;
}

function readRoute(given: URLSearchParams, model: Model): State["route"] {
  const from = given.get("from");
  const to = given.get("to");
  if (from === null || to === null || from === to || !model.nodes.has(from) || !model.nodes.has(to)) return null;
  return { from, to, place: readCount(given.get("way"), 0, 99) ?? 0 };
}

/** Names of questions and parameters are only checked for their shape: the questions are unpacked later. */
function readAsked(given: URLSearchParams): State["asked"] {
  const name = given.get("ask");
  if (name === null || !/^[a-z][a-z0-9-]{0,79}$/.test(name)) return null;
  const values: [string, string][] = [];
  for (const [key, text] of given) {
    const value = readText(text, LONGEST_VALUE);
    if (/^set\.[A-Za-z][\w-]{0,59}$/.test(key) && value !== null) values.push([key.slice("set.".length), value]);
  }
  return { name, values: Object.fromEntries(values) };
}

function readStory(given: URLSearchParams): State["story"] {
  const name = given.get("story");
  if (name === null || !/^[a-z][a-z0-9-]{0,79}$/.test(name)) return null;
  return { name, step: readCount(given.get("step"), 0, 99) ?? 0 };
}

function readMonth(text: string | null): string | null {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null;
}

function readCamera(text: string | null): State["camera"] {
  if (text === null) return null;
  const [x, y, ratio, ...rest] = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (x === undefined || y === undefined || ratio === undefined || rest.length > 0) return null;
  const fits = [x, y, ratio].every(Number.isFinite) && Math.abs(x) <= 10 && Math.abs(y) <= 10 && ratio > 0.001 && ratio < 100;
  return fits ? { x, y, ratio } : null;
}

function readCount(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,4}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

function readList(text: string | null, known: (id: string) => boolean): string[] {
  return text ? [...new Set(text.split(",").filter(known))] : [];
}

function readText(text: string | null, longest: number): string | null {
  return text !== null && text.length <= longest ? text : null;
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | null {
  return all.find((each) => each === text) ?? null;
}

/** Own keys only: `__proto__` and `constructor` are in every object. */
function keyOf(table: object, text: string | null): string | null {
  return text !== null && Object.hasOwn(table, text) ? text : null;
}
