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
