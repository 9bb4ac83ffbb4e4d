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
  name: string;
}

/** Words of a name, and the whole as one word where there are several: one field, as a second would take as long again. */
function termsOf(name: string): string[] {
  const words = tokenize(name);
  return words.length > 1 ? [...words, join(name)] : words;
}

/** One slip in words of four letters and more, two in those of six and more; signs that are words allow none. */
function slips(term: string): number | false {
  return term.length >= 6 ? 2 : term.length >= 4 ? 1 : false;
}

const OPTIONS: SearchOptions = { prefix: true, fuzzy: slips, weights: { prefix: 0.6, fuzzy: 0.15 } };

export function buildSearch(model: Model): Search {
  const names = model.page.nodes.flatMap((node) => namesOf(node).map(([name, language]) => ({ node, name, language })));
  const index = new MiniSearch<Entry>({
    fields: ["name"],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: { tokenize },
  });
  index.addAll(names.map(({ name }, id) => ({ id, name })));
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
      return rank(names, scores, whole, terms).slice(0, most);
    },
  };
}

/** The editors' name and all others, each once. */
function namesOf(node: NodeData): [string, string][] {
  const all = new Map([[node.label, node.language]]);
  for (const [name, language] of node.names) if (!all.has(name)) all.set(name, language);
  return [...all];
}

/** One hit a thing, by its best name. */
function rank(names: readonly Omit<Hit, "score">[], scores: ReadonlyMap<number, number>, whole: string, terms: readonly string[]): Hit[] {
  const best = new Map<NodeData, Hit>();
  for (const [id, found] of scores) {
    const entry = names[id]!;
    const score = weigh(entry, found, whole, terms);
    const known = best.get(entry.node);
    if (!known || known.score < score) best.set(entry.node, { ...entry, score });
  }
  return [...best.values()].sort((one, other) => other.score - one.score || (one.node.id < other.node.id ? -1 : 1));
}

/** The very name first, then what begins so, then what has words that begin so, then the rest; more evidence first in each. */
function weigh({ node, name }: Omit<Hit, "score">, found: number, whole: string, terms: readonly string[]): number {
  const joined = join(name);
  const known = 1 + 0.35 * Math.log(Math.max(1, node.evidence));
  if (joined.startsWith(whole)) return (joined === whole ? 3e6 : 2e6) + known * (0.5 + whole.length / joined.length);
  const words = tokenize(name);
  const isBegun = terms.every((term) => words.some((word) => word.startsWith(term)));
  return (isBegun ? 1e6 : 0) + known * found;
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
