import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followAddress } from "./address.ts";
import { SMALL } from "./fixtures/small.ts";
import { buildModel } from "./model.ts";
import { createStore, initialState } from "./state.ts";

const model = buildModel(SMALL);
let listen: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  const location = { hash: "" };
  const write = (_state: null, _title: string, hash: string): void => void (location.hash = hash);
  vi.stubGlobal("window", {
    location,
    history: { pushState: write, replaceState: write },
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    addEventListener: (_name: string, heard: () => void) => (listen = heard),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the address follows the state once changes rest", () => {
  const store = createStore(initialState("en"));
  followAddress(store, model);
  store.dispatch({ do: "open-tab", tab: "map" });
  expect(window.location.hash).toBe("");
  vi.runAllTimers();
  expect(window.location.hash).toContain("tab=map");
});

test("a link that is followed while changes are gathered is not written over", () => {
  const store = createStore(initialState("en"));
  followAddress(store, model);
  store.dispatch({ do: "open-tab", tab: "map" });
  window.location.hash = "#lang=en&tab=about";
  vi.runAllTimers();
  listen();
  expect(store.state.tab).toBe("about");
});
