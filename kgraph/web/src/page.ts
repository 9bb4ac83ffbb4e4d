/** The data that the page carries: its types, and how the blocks are unpacked. Python writes them (kgraph/atlas_data.py). */

export const LANGUAGES = ["en", "pt", "es", "fr", "vi"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text of the interface or the ontology in each of the five languages. */
export type Words = Record<Language, string>;

export type Shape = "circle" | "square" | "diamond" | "triangle" | "triangle-down" | "star" | "hexagon";

/** ISO days; an empty text where nothing is known: earliest and latest start, earliest and latest end. */
export type Bounds = readonly [string, string, string, string];

export interface KindData {
  label: Words;
  /** A key of `PageData.hues`. */
  hue: string;
  shape: Shape;
  /** A key of `PageData.sectors`. */
  sector: string;
  /** Whether things of this kind are drawn at rest; the others are told in panels (persons) only. */
  drawn: boolean;
}

export interface RelationData {
  /** The words of the edge from subject to object: "is or was a member of". */
  label: Words;
  /** The words seen from the object; the same as `label` where the relation is symmetric. */
  inverse: Words;
  symmetric: boolean;
}

export interface ConceptData {
  label: Words;
  /** "territories" (the world), "risks", "topics", "measures", "roles", "units", "bounds", ... */
  scheme: string;
  /** Id of the broader concept, empty at the top. */
  broader: string;
  /** Measures only: id of the unit. */
  unit?: string;
}

export interface CountryData {
  alpha2: string;
  label: Words;
}

export interface SourceData {
  id: string;
  title: string;
  /** BCP 47 tag of the document, and of its title. */
  language: string;
  /** Name of the publisher, as the editors call it. */
  publisher: string;
  /** EDTF text, empty where the source has no date. */
  issued: string;
  /** Only http and https; empty where there is no address. */
  url: string;
  /** Whether `url` is where a release without an address of its own was seen. */
  seen: boolean;
  /** Place in `PageData.sources` of what it copies or translates, at the root; its own place where it copies nothing. */
  root: number;
}

/** What one source says of one state. */
export interface AttestationData {
  /** Place in `PageData.sources`. */
  source: number;
  locator: string;
  disputes?: true;
  /** Whether editors read it between the lines rather than in them. */
  between?: true;
  /** EDTF texts as the source gives them. */
  from?: string;
  until?: string;
  asOf?: string;
  /** The role or number in the source's own words. */
  role?: string;
  stated?: string;
  /** Names by which the source calls subject and object. */
  subjectAs?: string;
  objectAs?: string;
  note?: string;
  recorded: string;
}

/** A relation between two things that some source speaks of. Withdrawn attestations are left out. */
export interface StateData {
  id: string;
  /** A key of `PageData.relations`: the word of the relation in claim files, such as "memberOf". */
  relation: string;
  /** Place in `PageData.nodes`. */
  subject: number;
  /** Place in `PageData.nodes`, or -1 where the object is a concept, a country or a text. */
  object: number;
  /** Then a key of `concepts`, or of `countries`, or the text itself. */
  concept?: string;
  country?: string;
  text?: string;
  bounds: Bounds;
  /** Countries in which it holds, where the source says so; or those that the object is made up of together. */
  countries?: string[];
  role?: string;
  attestations: AttestationData[];
}

export interface FigureData {
  id: string;
  /** Place in `PageData.nodes`. */
  about: number;
  /** A key of `PageData.concepts`. */
  measure: string;
  /** A decimal as text. */
  value: string;
  /** "exact", "at-least", "more-than", "about", ... : a key of `PageData.concepts`. */
  bound: string;
  /** ISO days, empty where unknown. */
  start: string;
  end: string;
  /** Codes of the countries taken together; empty where none is said. */
  territory: string[];
  attestations: AttestationData[];
}

/** An edge that follows from others. */
export interface InferredData {
  subject: number;
  /** Name of the property, a key of `PageData.relations` too; only what no single state says ("involvedIn"). */
  relation: string;
  object: number;
  /** Independent sources of the weakest statement that it needs. */
  sources: number;
  /** Each reason: its rule, and the ids of the states that it rests on. */
  reasons: { rule: string; states: string[] }[];
}

/** Two states or figures whose sources contradict one another. */
export interface ConflictData {
  kind: string;
  first: string;
  second: string;
}

export interface NodeData {
  id: string;
  /** Keys of `PageData.kinds`; the first gives colour and shape. */
  kinds: string[];
  /** What the editors call it, and the BCP 47 tag of that name. */
  label: string;
  language: string;
  /** All names besides that one: text, BCP 47 tag, and "name" | "acronym" | "former" | "hashtag". */
  names: [string, string, string][];
  /** Positions in the picture, whole numbers; absent where it is not drawn at rest. */
  x?: number;
  y?: number;
  /**
   * Radius in the unit of `x` and `y` (for sigma's `itemSizesReference: "positions"`): drawn so, no two nodes touch. Where
   * the shorter side of the picture is 10,000 units, the labels at rest have 14-pixel lines at 720 pixels.
   */
  size?: number;
  /** Independent sources that speak of it: a count, 0 for one that only published a source. */
  evidence: number;
  /** Number of its community, from the largest, or -1. */
  community: number;
  /** Whether its label stands in the resting picture. */
  labelled?: true;
  /** Codes of the countries in which it is based or active. */
  countries: string[];
  /** Addresses on the web that a source names: http and https only. */
  links: string[];
}

export interface CoverageData {
  /** Place in `PageData.nodes`. */
  alliance: number;
  completeness: string;
  asOf: string;
  /** Places in `PageData.sources`. */
  sources: number[];
}

export interface PageData {
  version: string;
  /** SHA-256 of the graph file, hexadecimal. */
  hash: string;
  /** ISO day of the last recording. */
  asOf: string;
  counts: Record<string, number>;
  /** Hue to colour by theme; `surface` is what lies behind. */
  hues: Record<"light" | "dark" | "contrast", Record<string, string>>;
  kinds: Record<string, KindData>;
  sectors: Record<string, Words>;
  relations: Record<string, RelationData>;
  concepts: Record<string, ConceptData>;
  countries: Record<string, CountryData>;
  sources: SourceData[];
  nodes: NodeData[];
  states: StateData[];
  inferred: InferredData[];
  figures: FigureData[];
  conflicts: ConflictData[];
  coverage: CoverageData[];
}

/**
 * Sentences of one language, written by the same code as those of `kgraph show`: one for each state of `PageData.states`,
 * then one for each of `PageData.figures`, in their order. Without the ids, which are long, the page is a third of a
 * megabyte smaller.
 */
export type SentenceData = string[];

export interface ParameterData {
  name: string;
  /** "iri" | "literal" | "integer" | "date" | ... as in the stored questions. */
  kind: string;
  summary: Words;
  example: string;
  /** "entity" | "country" | "concept" | "source" */
  target: string;
  default: string;
}

export interface QuestionData {
  name: string;
  text: string;
  summary: Words;
  description: Words;
  parameters: ParameterData[];
  columns: Record<string, string>;
  view: string;
  answer: Partial<Words>;
  empty: Partial<Words>;
  counts: string[];
}

export interface QuestionsData {
  questions: QuestionData[];
  /** Prefix to namespace. */
  prefixes: Record<string, string>;
  /** Namespace of entities: slugs follow it. */
  id: string;
  concept: string;
  /** Headings of columns, by the column's name without "Name" at its end. */
  headings: Record<string, Words>;
  /** Columns of stored questions whose texts are words of ours and not of a source. */
  worded: string[];
  /** Such a word, where it is neither a relation nor a concept, to what it means. */
  words: Record<string, Words>;
  /** Terms of the ontology for completion: name (with prefix) to label. */
  terms: Record<string, Words>;
}

/** Shapes of countries, projected in Python: alpha-3 to the `d` of an SVG path in a box of `width` by `height`. */
export interface MapData {
  width: number;
  height: number;
  shapes: Record<string, string>;
  /** A point in each country, for those too small to be hit. */
  points: Record<string, [number, number]>;
}

/** Ids of the blocks in the page; each is gzip in base64. */
export type Block =
  | "data-graph"
  | "data-sentences-en"
  | "data-sentences-pt"
  | "data-sentences-es"
  | "data-sentences-fr"
  | "data-sentences-vi"
  | "data-questions"
  /** All layers as TriG (`application/trig`): a fifth of the length of N-Quads, and loaded sooner. */
  | "data-quads"
  | "data-map"
  | "data-wasm"
  | "data-worker"
  | "data-editor"
  /** Text: the licences of the libraries that the page holds. */
  | "data-licences";

/** A block of the page that is missing or damaged; its message is a whole sentence for the reader. */
export class PageError extends Error {
  constructor(
    readonly block: string,
    cause?: unknown,
  ) {
    super(`The part “${block}” of this page is missing or damaged: get the file again.`, { cause });
  }
}

/** Turns base64 into bytes: with the browser's own decoder where it has one, which is several times faster. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return bytes;
}

/** Unpacks gzip in base64. `block` is only for the sentence with which it fails. */
export async function unpack(text: string, block: string): Promise<Uint8Array<ArrayBuffer>> {
  // an empty block would fail with "Failed to fetch", which tells a reader of an offline page the wrong thing
  if (text.trim() === "") throw new PageError(block);
  try {
    const packed = new Blob([decodeBase64(text.trim())]).stream();
    const whole = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    return new Uint8Array(whole);
  } catch (error) {
    throw new PageError(block, error);
  }
}

/** Unpacks a block that holds JSON. */
export async function unpackJson<T>(text: string, block: string): Promise<T> {
  const bytes = await unpack(text, block);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch (error) {
    throw new PageError(block, error);
  }
}

/** Whether the page carries a block; a page made without SPARQL, for one, lacks some. */
export function hasBlock(block: Block): boolean {
  return document.getElementById(block) !== null;
}

/** Reads a block of the page as bytes. */
export async function readBlock(block: Block): Promise<Uint8Array<ArrayBuffer>> {
  return unpack(document.getElementById(block)?.textContent ?? "", block);
}

/** Reads a block of the page that holds JSON. */
export async function readJson<T>(block: Block): Promise<T> {
  return unpackJson<T>(document.getElementById(block)?.textContent ?? "", block);
}
