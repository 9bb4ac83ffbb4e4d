/** Keeps the address of the page in step with the state, so that Back, reload and a copied link lead to the same view. */

import type { Model, Store } from "./context.ts";
import { readHash, writeHash } from "./hash.ts";
import type { State } from "./state.ts";

/** Changes of these make a new step for the Back button; all else writes over the last one. */
const STEPS = ["tab", "chosen", "route", "country", "story", "asked"] as const satisfies (keyof State)[];

/** How long changes are gathered before the address is written, in milliseconds: browsers limit how often. */
const REST = 250;

export function followAddress(store: Store, model: Model): void {
  let timer = 0;
  let isStep = false;
  /** The address as it was last written or read: another one is a link just followed, of which the event is still to come. */
  let known = window.location.hash;
  store.subscribe((state, before) => {
    isStep ||= STEPS.some((part) => state[part] !== before[part]);
    window.clearTimeout(timer);
    timer = window.setTimeout(write, REST);
  });

  function write(): void {
    const hash = `#${writeHash(store.state)}`;
    if (window.location.hash !== known) return;
    if (hash !== known) put(hash, isStep);
    known = window.location.hash;
    isStep = false;
  }

  window.addEventListener("hashchange", () => {
    window.clearTimeout(timer);
    isStep = false;
    known = window.location.hash;
    const state = readHash(window.location.hash, model, store.state.language);
    if (writeHash(state) !== writeHash(store.state)) store.dispatch({ do: "restore", state });
  });
}

function put(hash: string, isStep: boolean): void {
  try {
    if (isStep) window.history.pushState(null, "", hash);
    else window.history.replaceState(null, "", hash);
  } catch {
    // some browsers forbid it for files, and some when it is done too often; the page works without
  }
}
