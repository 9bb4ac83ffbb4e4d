/** Finding things by any of their names: accents, case and spaces do not matter, and slips of the finger are forgiven. */

import MiniSearch, { type SearchOptions } from "minisearch";
import type { Model } from "./context.ts";
import type { NodeData } from "./page.ts";

export interface Hit {
  node: NodeData;
  /** The name that was found, and its language. */
  name: string;
  language: string;
  score: number;
}

export interface Search {
  /** The best hits, best first. */
  find(text: string, most?: number): Hit[];
}

/** Letters that Unicode does not take apart into a letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = { đ: "d", ð: "d", ø: "o", ł: "l", ß: "ss", ı: "i", æ: "ae", œ: "oe", þ: "th", ħ: "h" };

const PLAIN = /^[\x20-\x7e]*$/;

/** Lower case without accents: "Đỗ" and "do" are one. */
export function fold(text: string): string {
  // most names are plain, and this runs over all of them before the search can be used
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[đðøłßıæœþħ]/g, (letter) => WHOLE[letter] ?? letter);
}

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** Words of a text; of scripts without spaces each two neighbouring signs, so that any part of a name is found. */
export function tokenize(text: string): string[] {
  const folded = fold(text);
  if (PLAIN.test(folded)) return folded.match(/[a-z0-9]+/g) ?? [];
  const spaced = folded.replace(UNSPACED, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  const unspaced = (folded.match(UNSPACED) ?? []).flatMap(pairs);
  return [...spaced, ...unspaced];
}

function pairs(run: string): string[] {
  const signs = [...run];
  if (signs.length === 1) return signs;
  return signs.slice(1).map((sign, place) => signs[place]! + sign);
}

/** A text as one word: "Tic Toc" finds TikTok by what is left of it. */
export function join(text: string): string {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join("");
}

interface Entry {
  id: number;
  words: string;
  joined: string;
}

/** One slip in words of four letters and more, two in those of six and more; signs that are words allow none. */
function slips(term: string): number | false {
  return term.length >= 6 ? 2 : term.length >= 4 ? 1 : false;
}

const OPTIONS: SearchOptions = {
  prefix: true,
  fuzzy: slips,
  boost: { words: 2, joined: 1 },
  weights: { prefix: 0.6, fuzzy: 0.15 },
};

export function buildSearch(model: Model): Search {
  const names = model.page.nodes.flatMap((node) => namesOf(node).map(([name, language]) => ({ node, name, language })));
  const index = new MiniSearch<Entry>({
    fields: ["words", "joined"],
    tokenize: (text, field) => (field !== "joined" ? tokenize(text) : text ? [text] : []),
    processTerm: (term) => term,
    searchOptions: { tokenize },
  });
  index.addAll(names.map(({ name }, id) => ({ id, words: name, joined: /[^a-zA-Z0-9]/.test(name) ? join(name) : "" })));
  return {
    find(text, most = 24) {
      const terms = tokenize(text);
      if (terms.length === 0) return [];
      const whole = join(text);
      const scores = new Map<number, number>();
      const note = (query: string, options: SearchOptions): void => {
        for (const { id, score } of index.search(query, { ...OPTIONS, ...options })) {
          scores.set(id as number, Math.max(scores.get(id as number) ?? 0, score));
        }
      };
      note(text, { combineWith: "AND" });
      note(whole, { tokenize: (one) => [one] });
      if (scores.size === 0) note(text, { combineWith: "OR" });
      return rank(names, scores, whole).slice(0, most);
    },
  };
}

/** The editors' name and all others, each once. */
function namesOf(node: NodeData): [string, string][] {
  const all = new Map([[node.label, node.language]]);
  for (const [name, language] of node.names) if (!all.has(name)) all.set(name, language);
  return [...all];
}

/** One hit a thing, by its best name; a name that is or begins with what was typed first, then what has more evidence. */
function rank(names: readonly Omit<Hit, "score">[], scores: ReadonlyMap<number, number>, whole: string): Hit[] {
  const best = new Map<NodeData, Hit>();
  for (const [id, found] of scores) {
    const entry = names[id]!;
    const joined = join(entry.name);
    const nearness = joined === whole ? 8 : joined.startsWith(whole) ? 2 : 1;
    const score = found * nearness * (1 + 0.35 * Math.log(Math.max(1, entry.node.evidence)));
    const known = best.get(entry.node);
    if (!known || known.score < score) best.set(entry.node, { ...entry, score });
  }
  return [...best.values()].sort((one, other) => other.score - one.score || (one.node.id < other.node.id ? -1 : 1));
}

/** Hits by the first kind of each thing, the kind of the best hit first. */
export function groupByKind(hits: readonly Hit[]): [kind: string, hits: Hit[]][] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const kind = hit.node.kinds[0] ?? "";
    groups.set(kind, [...(groups.get(kind) ?? []), hit]);
  }
  return [...groups];
}
