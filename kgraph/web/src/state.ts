/** What the reader has chosen: one value, changed by actions only, and a store that tells of changes. */

import type { Language } from "./page.ts";

export const TABS = ["network", "table", "map", "ask", "about"] as const;
export type Tab = (typeof TABS)[number];
export const THEMES = ["auto", "light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

/** A node by its id, or an edge by `subject--relation--object`. */
export interface Choice {
  what: "node" | "edge";
  id: string;
}

/** Empty lists let everything through. */
export interface Filters {
  kinds: string[];
  sectors: string[];
  countries: string[];
  relations: string[];
  risks: string[];
  /** Languages of sources. */
  languages: string[];
  /** "stated" | "between" | "possible" | "disputed" | "inferred": which of these are shown. */
  certainties: string[];
  /** Least number of independent sources of an edge: 1 or more. */
  sources: number;
}

export interface Route {
  from: string;
  to: string;
  /** Which of the alternatives, from 0. */
  place: number;
}

export interface Asked {
  name: string;
  values: Record<string, string>;
}

export interface State {
  tab: Tab;
  language: Language;
  theme: Theme;
  chosen: Choice | null;
  filters: Filters;
  /** A month, `2021-05`; null for all times. */
  month: string | null;
  playing: boolean;
  route: Route | null;
  /** Code of a country, alpha-3. */
  country: string | null;
  asked: Asked | null;
  /** The reader's own SPARQL. */
  query: string | null;
  /** A guided story and its step, from 0. */
  story: { name: string; step: number } | null;
  /** Centre and ratio of the picture; null when fitted. */
  camera: { x: number; y: number; ratio: number } | null;
  /** Ids of nodes that an answer drew on the graph; empty when none. */
  marked: string[];
}

export type Action =
  | { do: "open-tab"; tab: Tab }
  | { do: "set-language"; language: Language }
  | { do: "set-theme"; theme: Theme }
  | { do: "choose"; choice: Choice | null }
  | { do: "filter"; filters: Partial<Filters> }
  | { do: "clear-filters" }
  | { do: "set-month"; month: string | null }
  | { do: "play"; playing: boolean }
  | { do: "follow"; route: Route | null }
  | { do: "look-at-country"; country: string | null }
  | { do: "ask"; asked: Asked | null }
  | { do: "write-query"; query: string | null }
  | { do: "tell"; story: { name: string; step: number } | null }
  | { do: "move-camera"; camera: State["camera"] }
  | { do: "mark"; nodes: string[] }
  | { do: "restore"; state: State };

export const NO_FILTERS: Filters = {
  kinds: [],
  sectors: [],
  countries: [],
  relations: [],
  risks: [],
  languages: [],
  certainties: [],
  sources: 1,
};

/** What a reader sees who has chosen nothing. */
export function initialState(language: Language = "en"): State {
  return {
    tab: "network",
    language,
    theme: "auto",
    chosen: null,
    filters: NO_FILTERS,
    month: null,
    playing: false,
    route: null,
    country: null,
    asked: null,
    query: null,
    story: null,
    camera: null,
    marked: [],
  };
}

/** The state after an action: the same object where nothing changes. */
export function reduce(state: State, action: Action): State {
  switch (action.do) {
    case "open-tab":
      return change(state, { tab: action.tab });
    case "set-language":
      return change(state, { language: action.language });
    case "set-theme":
      return change(state, { theme: action.theme });
    case "choose":
      return change(state, { chosen: action.choice });
    case "filter":
      return filter(state, { ...state.filters, ...action.filters });
    case "clear-filters":
      return filter(state, NO_FILTERS);
    case "set-month":
      return change(state, action.month === null ? { month: null, playing: false } : { month: action.month });
    case "play":
      return change(state, { playing: action.playing });
    case "follow":
      // a path stands out best when nothing else is chosen
      return change(state, { route: action.route, chosen: action.route ? null : state.chosen });
    case "look-at-country":
      return change(state, {
        country: action.country,
        filters: { ...state.filters, countries: action.country ? [action.country] : [] },
      });
    case "ask":
      return change(state, { asked: action.asked });
    case "write-query":
      return change(state, { query: action.query });
    case "tell":
      return change(state, { story: action.story });
    case "move-camera":
      return change(state, { camera: action.camera });
    case "mark":
      return change(state, { marked: action.nodes });
    case "restore":
      return action.state;
  }
}

/** A country is looked at as long as it is the one that the filter names. */
function filter(state: State, filters: Filters): State {
  const { country } = state;
  const stays = country !== null && filters.countries.length === 1 && filters.countries[0] === country;
  return change(state, { filters, country: stays ? country : null });
}

function change(state: State, changes: Partial<State>): State {
  const next = { ...state, ...changes };
  const keys = Object.keys(changes) as (keyof State)[];
  return keys.every((key) => isSame(state[key], next[key])) ? state : next;
}

/** Whether two parts of states say the same; they are small and plain. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}

type Listener = (state: State, before: State) => void;

/** Keeps the state, and tells of every change. What a listener dispatches comes after all have heard of the change before. */
export function createStore(first: State): {
  readonly state: State;
  dispatch(action: Action): void;
  subscribe(listener: Listener): void;
} {
  let state = first;
  let telling = false;
  const waiting: Action[] = [];
  const listeners: Listener[] = [];
  const run = (action: Action): void => {
    const before = state;
    state = reduce(state, action);
    if (state !== before) for (const listener of listeners) listener(state, before);
  };
  return {
    get state() {
      return state;
    },
    dispatch(action) {
      waiting.push(action);
      if (telling) return;
      telling = true;
      try {
        for (let next = waiting.shift(); next; next = waiting.shift()) run(next);
      } finally {
        telling = false;
        // an action that failed must not hold up the ones after it
        waiting.length = 0;
      }
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
