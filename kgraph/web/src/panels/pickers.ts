/** Fields for the parameters of a question: days, numbers, and things named by any of their names. */

import type { Context } from "../context.ts";
import { fill, h } from "../dom.ts";
import type { Language, ParameterData } from "../page.ts";
import { fold } from "../search.ts";

export interface Picker {
  element: HTMLElement;
  parameter: ParameterData;
  /** The id, day or number chosen; empty where none is; null where the text names nothing. */
  read(): string | null;
  text(): string;
  write(value: string): void;
}

type Named = readonly (readonly [id: string, name: string])[];

export function createPicker(context: Context, parameter: ParameterData, language: Language): Picker {
  const id = `parameter-${parameter.name}`;
  const type = parameter.kind === "date" ? "date" : parameter.kind === "integer" ? "number" : "text";
  const named = parameter.kind === "iri" ? listNamed(context, parameter.target, language) : null;
  const order = new Intl.Collator(language);
  const list = named ? h("datalist", { id: `${id}-names` }) : null;
  const input = h("input", {
    id,
    type,
    autocomplete: "off",
    spellcheck: "false",
    list: list ? list.id : null,
    placeholder: type === "text" ? context.say("ask.any") : null,
    // thousands of names are written only when somebody is about to choose
    onfocus: () => list && named && list.childElementCount === 0 && fill(list, [...new Set(named.map(([, name]) => name))].sort(order.compare).map((name) => h("option", { value: name }))),
  });
  const find = (): string | null => {
    const text = input.value.trim();
    if (!named || text === "") return text;
    const exact = named.find(([slug, name]) => slug === text || name === text);
    return (exact ?? named.find(([slug, name]) => fold(name) === fold(text) || slug === fold(text)))?.[0] ?? null;
  };
  return {
    element: h("div", { class: "parameter" }, h("label", { for: id }, nameParameter(context, parameter), h("span", { class: "quiet" }, ` ${parameter.summary[language]}`)), input, list),
    parameter,
    read: find,
    text: () => input.value.trim(),
    write(value) {
      input.value = named?.find(([slug]) => slug === value)?.[1] ?? value;
    },
  };
}

/** What a parameter may name: the name in the reader's language before others of the same thing, the better attested things first. */
function listNamed({ model }: Context, target: string, language: Language): Named {
  const { page } = model;
  if (target === "country") return Object.entries(page.countries).flatMap(([code, country]) => [[code, country.label[language]], [code, country.alpha2]] as const);
  if (target === "relation") return Object.entries(page.kinds).map(([kind, { label }]) => [nameClass(kind), label[language]]);
  if (target === "concept") return Object.entries(page.concepts).map(([slug, concept]) => [slug, concept.label[language]]);
  if (target === "source") return page.sources.map((source) => [source.id, source.title]);
  const nodes = [...page.nodes].sort((one, other) => other.evidence - one.evidence);
  return nodes.flatMap((node) => {
    const names = new Set([model.name(node, language).text, node.label, ...node.names.map(([name]) => name)]);
    return [...names].map((name) => [node.id, name] as const);
  });
}

/** The class of a kind in the ontology: "public-authority" is `PublicAuthority`. */
function nameClass(kind: string): string {
  return kind.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What a parameter is called in the reader's language; its own name where it has none. */
export function nameParameter({ say }: Context, { name }: ParameterData): string {
  const key = `parameter.${name}`;
  const said = say(key);
  return said === key ? name : said;
}
