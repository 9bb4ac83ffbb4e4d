import { expect, test } from "vitest";
import { type Action, createStore, initialState, NO_FILTERS, reduce, type State } from "./state.ts";

const START = initialState();

function after(...actions: Action[]): State {
  return actions.reduce(reduce, START);
}

test.each<[Action, Partial<State>]>([
  [{ do: "open-tab", tab: "map" }, { tab: "map" }],
  [{ do: "set-language", language: "vi" }, { language: "vi" }],
  [{ do: "set-theme", theme: "dark" }, { theme: "dark" }],
  [{ do: "choose", choice: { what: "node", id: "gull" } }, { chosen: { what: "node", id: "gull" } }],
  [{ do: "filter", filters: { sources: 2 } }, { filters: { ...NO_FILTERS, sources: 2 } }],
  [{ do: "set-month", month: "2021-05" }, { month: "2021-05" }],
  [{ do: "play", playing: true }, { playing: true }],
  [{ do: "follow", route: { from: "gull", to: "buoy", place: 0 } }, { route: { from: "gull", to: "buoy", place: 0 } }],
  [{ do: "look-at-country", country: "BRA" }, { country: "BRA", filters: { ...NO_FILTERS, countries: ["BRA"] } }],
  [{ do: "ask", asked: { name: "members", values: { alliance: "gull" } } }, { asked: { name: "members", values: { alliance: "gull" } } }],
  [{ do: "write-query", query: "ASK {}" }, { query: "ASK {}" }],
  [{ do: "tell", story: { name: "one-source", step: 1 } }, { story: { name: "one-source", step: 1 } }],
  [{ do: "move-camera", camera: { x: 0.1, y: 0.2, ratio: 0.5 } }, { camera: { x: 0.1, y: 0.2, ratio: 0.5 } }],
  [{ do: "mark", nodes: ["gull"] }, { marked: ["gull"] }],
])("%j changes that and nothing else", (action, changes) => {
  expect(after(action)).toEqual({ ...START, ...changes });
});

test("an action that changes nothing gives the same state", () => {
  expect(after({ do: "filter", filters: { kinds: [] } }, { do: "mark", nodes: [] }, { do: "choose", choice: null })).toBe(START);
});

test("following a path lets go of what was chosen", () => {
  const state = after({ do: "choose", choice: { what: "node", id: "gull" } }, { do: "follow", route: { from: "a", to: "b", place: 0 } });
  expect(state.chosen).toBeNull();
});

test("all times end the playing", () => {
  expect(after({ do: "play", playing: true }, { do: "set-month", month: null }).playing).toBe(false);
});

test("a country is looked at until the filter names another", () => {
  const looking: Action = { do: "look-at-country", country: "BRA" };
  expect(after(looking, { do: "filter", filters: { sources: 2 } }).country).toBe("BRA");
  expect(after(looking, { do: "filter", filters: { countries: ["BRA", "COL"] } }).country).toBeNull();
  expect(after(looking, { do: "clear-filters" })).toEqual(START);
});

test("listeners hear of changes only, with the state before", () => {
  const store = createStore(START);
  const heard: [string, string][] = [];
  store.subscribe((state, before) => heard.push([before.tab, state.tab]));
  store.dispatch({ do: "open-tab", tab: "network" });
  store.dispatch({ do: "open-tab", tab: "ask" });
  expect(heard).toEqual([["network", "ask"]]);
});

test("what a listener dispatches comes after all have heard of the change before", () => {
  const store = createStore(START);
  const heard: string[] = [];
  store.subscribe((state) => {
    if (state.tab === "map") store.dispatch({ do: "open-tab", tab: "about" });
  });
  store.subscribe((state) => heard.push(state.tab));
  store.dispatch({ do: "open-tab", tab: "map" });
  expect(heard).toEqual(["map", "about"]);
});
