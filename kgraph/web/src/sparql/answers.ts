/** What the engine and the page say to one another, and how answers are read. */

/** A term of an answer; null where a variable is unbound. */
export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  language?: string;
  datatype?: string;
}

export interface Answer {
  columns: string[];
  rows: (Term | null)[][];
  /** Milliseconds in the engine. */
  took: number;
}

export type Request =
  | { do: "open"; wasm: Uint8Array<ArrayBuffer>; quads: Uint8Array<ArrayBuffer> }
  | { do: "ask"; number: number; text: string };

export type Reply =
  | { did: "open" }
  | { did: "ask"; number: number; form: Form; body: string; took: number }
  | { did: "fail"; number: number; message: string };

export type Form = "select" | "ask" | "graph";

/** What a query gives: rows, yes or no, or triples; told by its first word after prologue and comments. */
export function formOf(text: string): Form {
  const plain = text
    .replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, " ")
    .replace(/#[^\n]*/g, " ")
    // a prefix or a variable may have such a name too
    .replace(/[\w.-]*:[\w.-]*|[?$]\w+/g, " ");
  const word = /\b(select|ask|construct|describe)\b/i.exec(plain)?.[1]?.toLowerCase();
  if (word === "construct" || word === "describe") return "graph";
  return word === "ask" ? "ask" : "select";
}

interface JsonTerm {
  type: string;
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}

interface JsonAnswer {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, JsonTerm>[] };
}

/** Reads an answer as rows: yes or no is one row, triples are rows of three. */
export function readAnswer(form: Form, body: string, took: number): Answer {
  if (form === "graph") return { columns: ["subject", "predicate", "object"], rows: readTriples(body), took };
  const answer = JSON.parse(body) as JsonAnswer;
  if (answer.boolean !== undefined) {
    return { columns: ["answer"], rows: [[{ type: "literal", value: answer.boolean ? "yes" : "no" }]], took };
  }
  const columns = answer.head.vars ?? [];
  const rows = (answer.results?.bindings ?? []).map((binding) => columns.map((name) => readTerm(binding[name])));
  return { columns, rows, took };
}

function readTerm(term: JsonTerm | undefined): Term | null {
  if (!term) return null;
  const type = term.type === "uri" || term.type === "bnode" ? term.type : "literal";
  return {
    type,
    value: term.value,
    ...(term["xml:lang"] ? { language: term["xml:lang"] } : {}),
    ...(term.datatype ? { datatype: term.datatype } : {}),
  };
}

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.$/;

/** Reads N-Triples as the engine writes them: one triple a line, one space between terms. */
function readTriples(text: string): (Term | null)[][] {
  return text.split("\n").flatMap((line) => {
    const parts = TRIPLE.exec(line);
    return parts ? [[parts[1]!, parts[2]!, parts[3]!].map(parseTerm)] : [];
  });
}

function parseTerm(text: string): Term {
  if (text.startsWith("<")) return { type: "uri", value: text.slice(1, -1) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const parts = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/.exec(text);
  const value = unescape(parts?.[1] ?? "");
  return { type: "literal", value, ...(parts?.[2] ? { language: parts[2] } : {}), ...(parts?.[3] ? { datatype: parts[3] } : {}) };
}

const ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

function unescape(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four: string, eight: string, one: string) =>
    one ? (ESCAPES[one] ?? one) : String.fromCodePoint(parseInt(four || eight, 16)),
  );
}
