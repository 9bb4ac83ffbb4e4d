/** The sentences of states and figures, a language at a time, read when that language is first asked for. */

import type { Model } from "./context.ts";
import { type Language, type SentenceData, hasBlock, readJson } from "./page.ts";

export interface Sentences {
  /** The sentence of a state or figure; empty until its language has been read. */
  say(id: string, language: Language): string;
  /** Reads a language unless that was done before; tells whether there is anything new. */
  read(language: Language): Promise<boolean>;
}

export function createSentences(model: Model): Sentences {
  const known = new Map<Language, SentenceData>();
  let places: Map<string, number> | null = null;
  return {
    say(id, language) {
      places ??= findPlaces(model);
      return known.get(language)?.[places.get(id) ?? -1] ?? "";
    },
    async read(language) {
      if (known.has(language) || !hasBlock(`data-sentences-${language}`)) return false;
      known.set(language, []);
      known.set(language, await readJson<SentenceData>(`data-sentences-${language}`));
      return true;
    },
  };
}

/** States first, then figures, each in the order of the page's data. */
function findPlaces({ page }: Model): Map<string, number> {
  return new Map([...page.states, ...page.figures].map((each, place) => [each.id, place]));
}
