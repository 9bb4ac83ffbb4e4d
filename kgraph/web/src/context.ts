/** What the parts of the page hand one another: the model, the view, and the contract of a panel. */

import type { Action, State } from "./state.ts";
import type {
  AttestationData,
  Bounds,
  ConflictData,
  FigureData,
  InferredData,
  Language,
  NodeData,
  PageData,
  SourceData,
  StateData,
} from "./page.ts";

/** All that relates one thing to another in one way: the states behind a line of the picture. */
export interface Edge {
  /** `subject--relation--object`, in slugs. */
  id: string;
  relation: string;
  source: NodeData;
  target: NodeData;
  symmetric: boolean;
  /** Empty where it is inferred only. */
  states: StateData[];
  inferred: InferredData | null;
  disputed: boolean;
  /** Whether editors read it between the lines of every source that supports it. */
  between: boolean;
  /** Independent sources that support it, a count; of an inferred edge those of its weakest premise. */
  sources: number;
  /** Concepts (risks), countries and languages of sources that a filter may ask of it. */
  countries: ReadonlySet<string>;
  languages: ReadonlySet<string>;
}

/** Indexes over the page's data; they never change. */
export interface Model {
  page: PageData;
  nodes: ReadonlyMap<string, NodeData>;
  edges: ReadonlyMap<string, Edge>;
  /** Edges at a node, by its id, in the order of relation and name. */
  edgesAt(node: string): readonly Edge[];
  /** States with a concept, a country or a text for an object, by their subject. */
  attributesOf(node: string): readonly StateData[];
  figuresOf(node: string): readonly FigureData[];
  conflictsOf(id: string): readonly ConflictData[];
  state(id: string): StateData | undefined;
  figure(id: string): FigureData | undefined;
  source(attestation: AttestationData): SourceData;
  /** Countries, risks and sectors of a node, for filters. */
  countriesOf(node: string): ReadonlySet<string>;
  risksOf(node: string): ReadonlySet<string>;
  sectorsOf(node: string): ReadonlySet<string>;
  /** How many independent sources support a state or figure. */
  independent(of: { attestations: AttestationData[] }): number;
  /** The name to show in a language, with its own language tag: that language's, else English, else the editors'. */
  name(node: NodeData, language: Language): { text: string; language: string };
}

/** Whether something held in the month asked for; `always` where no month is asked for. */
export type Held = "always" | "certainly" | "possibly" | "not";

export interface ViewEdge {
  edge: Edge;
  held: Held;
}

/** What is to be seen now; derived from model and state, and nothing else. */
export interface View {
  nodes: readonly NodeData[];
  edges: readonly ViewEdge[];
  /** Ids of what is to stand out: the chosen thing with its neighbours, a path, an answer. Empty: nothing stands out. */
  lit: ReadonlySet<string>;
  /** How many of the picture's nodes and edges are not shown, and why in words is up to the panel. */
  hidden: { nodes: number; edges: number };
  /** Against the month before: ids of edges that began, and that ended. */
  began: readonly Edge[];
  ended: readonly Edge[];
  /** For each filter group and choice: how many nodes or edges it would leave. */
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Store {
  readonly state: State;
  dispatch(action: Action): void;
  subscribe(listener: (state: State, before: State) => void): void;
}

export interface Context {
  model: Model;
  store: Store;
  /** A text of the interface in the reader's language, its `{places}` filled. */
  say(key: string, values?: Record<string, string | number>): string;
  /** The sentence of a state or figure in the reader's language; empty until that language has been unpacked. */
  sentence(id: string): string;
  /** Tells assistive tools something without moving the focus. */
  announce(text: string): void;
  /** The picture as it stands on the screen, as PNG; null where WebGL draws none. */
  picture(): Promise<Blob | null>;
}

/** A part of the page. It never calls another: it dispatches actions and is told of the outcome. */
export interface Panel {
  element: HTMLElement;
  update(view: View, state: State): void;
}

export type { Bounds };
