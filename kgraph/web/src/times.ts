/** Whether something held in a month: certainly, possibly or not, from the four bounds of its state. */

import type { Edge, Held, Model } from "./context.ts";
import type { Bounds } from "./page.ts";

/** First and last day of a month, as ISO days. The last is a day that may not exist, which compares rightly. */
function daysOf(month: string): [string, string] {
  return [`${month}-01`, `${month}-31`];
}

/**
 * Tells whether a state held in a month.
 *
 * It held *certainly* where some day of the month lies between its latest start and its earliest end, the last day on
 * which a source saw it: a bound that nobody knows makes nothing certain. It held *not* where the month lies before
 * its earliest start or after its latest end, and *possibly* otherwise: the same reading as `kgraph query --valid`.
 */
export function heldIn(bounds: Bounds, month: string): Exclude<Held, "always"> {
  const [earliestStart, latestStart, earliestEnd, latestEnd] = bounds;
  const [first, last] = daysOf(month);
  if ((earliestStart && earliestStart > last) || (latestEnd && latestEnd < first)) return "not";
  const surely = latestStart && earliestEnd && latestStart <= last && earliestEnd >= first && latestStart <= earliestEnd;
  return surely ? "certainly" : "possibly";
}

const RANK = { not: 0, possibly: 1, certainly: 2, always: 3 } as const;

function best(all: Held[]): Held {
  return all.reduce((one, other) => (RANK[other] > RANK[one] ? other : one), "not" as Held);
}

function worst(all: Held[]): Held {
  return all.reduce((one, other) => (RANK[other] < RANK[one] ? other : one), "always" as Held);
}

/** An edge held as surely as the surest of its states; an inferred one as surely as all that its best reason needs. */
export function edgeHeld(model: Model, edge: Edge, month: string | null): Held {
  if (month === null) return "always";
  if (edge.states.length > 0) return best(edge.states.map((state) => heldIn(state.bounds, month)));
  return best(
    (edge.inferred?.reasons ?? []).map((reason) =>
      worst(
        reason.states.map((id) => {
          const state = model.state(id);
          return state ? heldIn(state.bounds, month) : "possibly";
        }),
      ),
    ),
  );
}

export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const place = year * 12 + (number - 1) - 1;
  return `${String(Math.floor(place / 12)).padStart(4, "0")}-${String((place % 12) + 1).padStart(2, "0")}`;
}

/** Two stretches of time, each from its earliest start to its latest end; empty where it is open. */
export type Window = readonly [from: string, until: string];

export const ALWAYS: Window = ["", ""];

/** The time within which an edge can have held: from the earliest start to the latest end of any of its states. */
export function windowOf(edge: Edge): Window {
  const starts = edge.states.map((state) => state.bounds[0]);
  const ends = edge.states.map((state) => state.bounds[3]);
  const from = starts.includes("") ? "" : starts.reduce((one, other) => (other < one ? other : one), starts[0] ?? "");
  const until = ends.includes("") ? "" : ends.reduce((one, other) => (other > one ? other : one), ends[0] ?? "");
  return [from, until];
}

/** What two windows have in common, or null where they have nothing. */
export function overlap(one: Window, other: Window): Window | null {
  const from = one[0] > other[0] ? one[0] : other[0];
  const until = !one[1] ? other[1] : !other[1] ? one[1] : one[1] < other[1] ? one[1] : other[1];
  return from && until && from > until ? null : [from, until];
}

/** Whether a window holds all of another. */
export function includes(outer: Window, inner: Window): boolean {
  const startsBefore = !outer[0] || (inner[0] !== "" && outer[0] <= inner[0]);
  const endsAfter = !outer[1] || (inner[1] !== "" && outer[1] >= inner[1]);
  return startsBefore && endsAfter;
}
