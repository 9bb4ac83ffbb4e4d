import { expect, test } from "vitest";
import { SMALL } from "./fixtures/small.ts";
import { CERTAINTIES, readHash, writeHash } from "./hash.ts";
import { buildModel } from "./model.ts";
import { LANGUAGES } from "./page.ts";
import { initialState, type State, TABS, THEMES } from "./state.ts";

const model = buildModel(SMALL);
const START = initialState();

/** Numbers from 0 to 1, the same at each run. */
function createChance(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return at / 4_294_967_296;
  };
}

function makeState(seed: number): State {
  const chance = createChance(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)]!;
  const some = <T>(all: readonly T[]): T[] => all.filter(() => chance() < 0.3);
  const maybe = <T>(value: () => T): T | null => (chance() < 0.6 ? value() : null);
  const nodes = [...model.nodes.keys()];
  return {
    tab: one(TABS),
    language: one(LANGUAGES),
    theme: one(THEMES),
    chosen: maybe(() => (chance() < 0.5 ? { what: "node" as const, id: one(nodes) } : { what: "edge" as const, id: one([...model.edges.keys()]) })),
    filters: {
      kinds: some(Object.keys(SMALL.kinds)),
      sectors: some(Object.keys(SMALL.sectors)),
      countries: some(Object.keys(SMALL.countries)),
      relations: some(Object.keys(SMALL.relations)),
      risks: some(["water", "cold-water", "storms"]),
      languages: some(["en", "es", "pt"]),
      certainties: some(CERTAINTIES),
      sources: 1 + Math.floor(chance() * 9),
    },
    month: maybe(() => `20${10 + Math.floor(chance() * 16)}-0${1 + Math.floor(chance() * 9)}`),
    playing: false,
    route: maybe(() => ({ from: "gull", to: "tide-watch", place: Math.floor(chance() * 3) })),
    country: maybe(() => one(Object.keys(SMALL.countries))),
    asked: maybe(() => ({ name: "members", values: chance() < 0.5 ? {} : { alliance: "harbour-alliance", text: "a&b=c #%25 +é, 海" } })),
    query: maybe(() => one(["", "SELECT * WHERE { ?s ?p ?o }\n# 100 % & more", "ASK {}"])),
    story: maybe(() => ({ name: "one-source", step: Math.floor(chance() * 4) })),
    camera: maybe(() => ({ x: 0.25, y: -1.5, ratio: 0.125 })),
    marked: some(nodes),
  };
}

test.each(Array.from({ length: 200 }, (_, seed) => seed))("state %i comes back from its address as it was", (seed) => {
  const state = makeState(seed);
  expect(readHash(`#${writeHash(state)}`, model)).toEqual(state);
});

test("a state at the start has a short address", () => {
  expect(writeHash(START)).toBe("lang=en");
});

test("a link of a person who reads another language opens in theirs, and one without in the reader's", () => {
  expect([readHash("#lang=pt", model, "fr").language, readHash("#tab=map", model, "fr").language]).toEqual(["pt", "fr"]);
});

test.each([
  "tab=<script>alert(1)</script>",
  "lang=xx&theme=neon",
  "node=nobody&edge=a--b--c",
  "node=__proto__&country=constructor&kinds=toString,__proto__",
  "sources=-1",
  "sources=1e3",
  "sources=999999999999",
  "month=2021-13",
  "month=2021-5",
  "month=javascript:alert(1)",
  "from=gull&to=gull",
  "from=gull",
  "camera=NaN,0,1",
  "camera=0,0",
  "camera=,,",
  "camera=0,0,0",
  "camera=0,0,1,2",
  "camera=1e99,0,1",
  "ask=../../etc/passwd",
  "ask=Members",
  "story=<b>",
  "marked=nobody,__proto__",
  "%E0%A4%A",
  "&&&===",
])("a hostile address %s changes nothing", (fragment) => {
  expect(readHash(fragment, model)).toEqual(START);
});

test("a query too long for a link is dropped", () => {
  const queries = [20_000, 20_001].map((length) => readHash(`query=${"x".repeat(length)}`, model).query?.length);
  expect(queries).toEqual([20_000, undefined]);
});

test("values of a question cannot reach what every object inherits", () => {
  const asked = readHash("ask=members&set.__proto__=x&set.constructor=y&set.=z&set.a%20b=w", model).asked;
  expect(asked).toEqual({ name: "members", values: { constructor: "y" } });
  expect(Object.getPrototypeOf(asked?.values)).toBe(Object.prototype);
});

test("a known value among unknown ones is kept, once", () => {
  expect(readHash("kinds=company,nobody,company,alliance", model).filters.kinds).toEqual(["company", "alliance"]);
});
