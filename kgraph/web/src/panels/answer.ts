/** An answer as a sentence, a table, and files to take away. */

import type { Context, Edge, Model } from "../context.ts";
import { h, quoted, safeLink } from "../dom.ts";
import type { PageData, QuestionData, QuestionsData, Words } from "../page.ts";
import type { Answer, Term } from "../sparql/answers.ts";
import { cite, download, writeCsv, writeJson } from "../takeaway.ts";
import { linkDocument } from "./attestations.ts";
import { endButton } from "./end.ts";

const AT_ONCE = 100;
/** Columns of stored questions that hold states, which lead to their evidence. */
const RECORDS = /^(?:\w+S|s)tate$/;

export interface Asking {
  /** Null for the reader's own SPARQL. */
  question: QuestionData | null;
  text: string;
  answer: Answer;
}

export function describeAnswer(context: Context, data: QuestionsData, asking: Asking): HTMLElement[] {
  const { say, store, model } = context;
  const { answer, question } = asking;
  const { language } = store.state;
  const note = say("ask.note", { date: model.page.asOf });
  const name = question?.name ?? "query";
  const things = findThings(context, data, answer);
  const message = h("p", { class: "quiet", role: "status" });
  const draw = (): void => {
    store.dispatch({ do: "mark", nodes: things });
    store.dispatch({ do: "choose", choice: null });
    store.dispatch({ do: "open-tab", tab: "network" });
  };
  const button = (key: string, act: () => void): HTMLElement => h("button", { type: "button", class: "button", onclick: act }, say(key));
  return [
    h("p", { class: "answer-sentence" }, sentenceOf(context, asking)),
    h("p", { class: "quiet" }, note),
    answer.rows.length > 0 ? createTable(context, data, answer, question) : h("p", null, question?.empty[language] ?? question?.empty.en ?? say("ask.nothing")),
    h(
      "div",
      { class: "actions" },
      button("ask.csv", () => download(`${name}.csv`, writeCsv(answer.columns, answer.rows.map((row) => row.map((term) => shortenTerm(term, data)))), "text/csv")),
      button("ask.json", () => download(`${name}.json`, writeJson(name, answer, note), "application/json")),
      things.length > 0 ? button("ask.draw", draw) : null,
      button("ask.cite", () => (message.textContent = cite(context, question?.summary[language] ?? asking.text.trim()))),
    ),
    message,
    h("details", null, h("summary", null, say("ask.text")), h("pre", { tabindex: "0" }, asking.text)),
  ].filter((each): each is NonNullable<typeof each> => each !== null);
}

/** The sentence of the question, its counts filled from the rows. */
function sentenceOf({ store, say }: Context, { question, answer }: Asking): string {
  const { language } = store.state;
  const rows = say("ask.rows", { count: answer.rows.length });
  const template = question?.answer[language] ?? question?.answer.en;
  if (!template || answer.rows.length === 0) return rows;
  const counts = Object.fromEntries(
    (question?.counts ?? []).map((column) => {
      const place = answer.columns.indexOf(column);
      return [column, new Set(answer.rows.map((row) => row[place]?.value).filter(Boolean)).size] as const;
    }),
  );
  const number = new Intl.NumberFormat(language);
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = key === "count" ? answer.rows.length : counts[key];
    return value === undefined ? whole : number.format(value);
  });
}

function createTable(context: Context, data: QuestionsData, answer: Answer, question: QuestionData | null): HTMLElement {
  const body = h("tbody");
  const more = h("button", { type: "button", class: "more", onclick: () => grow() });
  const kept = listColumns(answer).filter((place) => question === null || leadsOn(context, data, answer.rows.map((row) => row[place] ?? null)));
  let shown = 0;
  const grow = (): void => {
    const next = answer.rows.slice(shown, shown + AT_ONCE);
    body.append(...next.map((row) => h("tr", null, kept.map((place) => h("td", null, showTerm(context, data, row[place] ?? null, question ? answer.columns[place]! : ""))))));
    shown += next.length;
    more.hidden = shown >= answer.rows.length;
    more.textContent = context.say("show-all", { count: Math.min(AT_ONCE, answer.rows.length - shown) });
  };
  grow();
  const head = kept.map((place) => {
    const column = answer.columns[place]!;
    return h("th", { scope: "col", title: (context.store.state.language === "en" && question?.columns[column]) || null }, question && RECORDS.test(column) ? context.say("table.evidence") : nameColumn(context, data, column));
  });
  const table = h("table", null, h("thead", null, h("tr", null, head)), body);
  return h("div", null, h("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": context.say("ask.answer") }, table), more);
}

/** Places of the columns to show: none without any value, and no name or title beside the thing itself, which is shown by it. */
export function listColumns({ columns, rows }: Answer): number[] {
  const things = new Set(columns.filter((_, place) => rows.some((row) => row[place]?.type === "uri")));
  const isTold = (column: string): boolean => things.has(column.replace(/(?:Name|Title)$/, "")) && /.(?:Name|Title)$/.test(column);
  return columns.flatMap((column, place) => (isTold(column) || rows.every((row) => row[place] === null) ? [] : [place]));
}

/** A heading in the reader's language; of a reader's own column its name, in words. */
function nameColumn({ store }: Context, { headings }: QuestionsData, column: string): string {
  const base = column.replace(/.Name$/, (end) => end[0]!);
  return headings[base]?.[store.state.language] ?? base.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** What a term means in the reader's language; `column` is that of a stored question, empty in a reader's own. */
function showTerm(context: Context, data: QuestionsData, term: Term | null, column: string): HTMLElement | string {
  if (!term) return "";
  const { model } = context;
  const word = sayWord(model.page, data, term, column)?.[context.store.state.language];
  if (word) return word;
  if (term.type !== "uri") return term.language ? quoted(term.value, term.language) : term.value;
  const node = model.nodes.get(term.value.startsWith(data.id) ? term.value.slice(data.id.length) : "");
  if (node) return endButton(context, node, context.store.state.language);
  const short = shortenTerm(term, data) ?? "";
  const edge = findEdge(model, short);
  if (edge) return readButton(context, edge, short);
  const source = model.page.sources.find((each) => each.id === short);
  if (source) return h("span", null, linkDocument(context, source));
  const country = model.page.countries[short];
  if (country) return country.label[context.store.state.language];
  return short === term.value ? safeLink(term.value, term.value) : short;
}

/** The edge of which a state is part. */
function findEdge(model: Model, slug: string): Edge | undefined {
  const state = model.state(slug);
  const subject = state && model.page.nodes[state.subject];
  return subject && model.edgesAt(subject.id).find((edge) => edge.states.includes(state));
}

function readButton({ say, sentence, store }: Context, edge: Edge, state: string): HTMLElement {
  const read = (): void => store.dispatch({ do: "choose", choice: { what: "edge", id: edge.id } });
  return h("button", { type: "button", class: "read", "aria-label": `${say("table.evidence")}: ${sentence(state) || edge.id}`, onclick: read }, say("table.evidence"));
}

/** Whether terms say anything to a reader: slugs of the graph's own records, such as reasons, only join rows to those of other answers. */
function leadsOn({ model }: Context, data: QuestionsData, terms: readonly (Term | null)[]): boolean {
  const sources = new Set(model.page.sources.map((source) => source.id));
  return terms.some((term) => {
    if (!term || term.type !== "uri" || !term.value.startsWith(data.id)) return term !== null;
    const slug = term.value.slice(data.id.length);
    return model.nodes.has(slug) || sources.has(slug) || findEdge(model, slug) !== undefined;
  });
}

/** The words for a code of ours: for a concept or class, or for a text in a column of such. */
export function sayWord(page: PageData, data: QuestionsData, term: Term, column: string): Words | undefined {
  if (term.type === "uri") {
    const slug = term.value.startsWith(data.concept) ? term.value.slice(data.concept.length) : "";
    return page.concepts[slug]?.label ?? data.terms[term.value.replace(data.prefixes["ally"] ?? "", "ally:")];
  }
  if (term.language) return undefined;
  if (column === "sector" || column === "sourceSector") return page.sectors[term.value];
  return data.worded.includes(column) ? (page.relations[term.value]?.label ?? data.words[term.value] ?? page.concepts[term.value]?.label) : undefined;
}

/** A slug for what is ours, a code for a country, else the whole. */
export function shortenTerm(term: Term | null, data: QuestionsData): string | null {
  if (!term || term.type !== "uri") return term?.value ?? null;
  const country = "http://publications.europa.eu/resource/authority/country/";
  for (const namespace of [data.id, data.concept, country, data.prefixes["ally"] ?? ""]) {
    if (namespace && term.value.startsWith(namespace)) return term.value.slice(namespace.length);
  }
  return term.value;
}

/** The things of the graph that an answer names, each once. */
function findThings({ model }: Context, data: QuestionsData, answer: Answer): string[] {
  const found = new Set<string>();
  for (const row of answer.rows) {
    for (const term of row) {
      if (term?.type !== "uri" || !term.value.startsWith(data.id)) continue;
      const node = model.nodes.get(term.value.slice(data.id.length));
      if (node?.x !== undefined) found.add(node.id);
    }
  }
  return [...found].slice(0, 500);
}

