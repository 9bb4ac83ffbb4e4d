/** Stored questions with their parameters set: a typed term in place of UNDEF, and nothing else is ever put into the text. */

import type { ParameterData, QuestionData, QuestionsData } from "../page.ts";

const PARAMETER = /VALUES\s+\?_([a-z][a-z0-9]*)_([a-z]+)\s*\{[^{}]*\}/g;
const COUNTRY = "http://publications.europa.eu/resource/authority/country/";
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** A value that is no day, number or name of a thing. */
export class ValueError extends Error {
  constructor(
    readonly parameter: string,
    readonly value: string,
  ) {
    super(`${parameter}: ${value}`);
  }
}

/** Returns the text of a question with the values that are set; an empty one leaves its parameter open. */
export function bindQuestion(question: QuestionData, values: Readonly<Record<string, string>>, data: QuestionsData): string {
  const parameters = new Map(question.parameters.map((parameter) => [parameter.name, parameter]));
  return question.text.replace(PARAMETER, (whole, name: string, kind: string) => {
    const parameter = parameters.get(name);
    const value = values[name] || parameter?.default;
    return parameter && value ? `VALUES ?_${name}_${kind} { ${writeTerm(parameter, value, data)} }` : whole;
  });
}

function writeTerm(parameter: ParameterData, value: string, data: QuestionsData): string {
  switch (parameter.kind) {
    case "iri":
      return writeIri(parameter, value, data);
    case "integer":
      if (!/^-?\d{1,15}$/.test(value)) throw new ValueError(parameter.name, value);
      return `"${value}"^^<${XSD}integer>`;
    case "date":
      if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) throw new ValueError(parameter.name, value);
      return `"${value}"^^<${XSD}date>`;
    default:
      return `"${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
  }
}

function writeIri(parameter: ParameterData, value: string, data: QuestionsData): string {
  if (!/^[\w.~-]+$/u.test(value)) throw new ValueError(parameter.name, value);
  const namespace = { country: COUNTRY, concept: data.concept, relation: data.prefixes["ally"] }[parameter.target] ?? data.id;
  return `<${namespace}${value}>`;
}

/** How many lines stand before the reader's own text: errors are told in the reader's lines. */
export const PROLOGUE_LINES = 1;

/** Puts all prefixes before a query of the reader's own, on one line. */
export function addPrefixes(text: string, { prefixes }: QuestionsData): string {
  const prologue = Object.entries(prefixes).map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>`);
  return `${prologue.join(" ")}\n${text}`;
}

/** Where a query does not parse, by the engine's own message; null where it tells no place. */
export function placeOfError(message: string, before = PROLOGUE_LINES): { line: number; column: number; rest: string } | null {
  const found = /(\d+):(\d+):\s*([\s\S]*)/.exec(message);
  if (!found) return null;
  return { line: Math.max(1, Number(found[1]) - before), column: Number(found[2]), rest: shorten(found[3]!) };
}

/** Leaves out the ranges of letters that the engine lists among what it expected: nobody can read them. */
function shorten(message: string): string {
  return message.replace(/,? ?\['[^\]]*\](?= *(?:,|$))/g, "").trim();
}
