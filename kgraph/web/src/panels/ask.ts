/** The tab "Ask": stored questions with fields for their parameters, own SPARQL, and answers by the engine in the page. */

import type { Context, Panel, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import { type QuestionData, type QuestionsData, readJson } from "../page.ts";
import { ValueError, addPrefixes, bindQuestion, placeOfError } from "../sparql/bind.ts";
import { Stopped, createClient } from "../sparql/client.ts";
import type { Editor } from "../sparql/editor_contract.ts";
import { loadEditor } from "../sparql/load_editor.ts";
import type { State } from "../state.ts";
import { describeAnswer } from "./answer.ts";
import { type Picker, createPicker, nameParameter } from "./pickers.ts";

export function createAskPanel(context: Context): Panel {
  const { say, store } = context;
  const client = createClient();
  const title = h("h2");
  const select = h("select", { id: "question", onchange: () => store.dispatch({ do: "ask", asked: { name: select.value, values: {} } }) });
  const label = h("label", { for: "question" });
  const whole = h("p", { class: "question-whole" });
  const description = h("p", { class: "quiet description" });
  const fields = h("div", { class: "parameters" });
  const run = h("button", { type: "submit", class: "button primary" });
  const example = h("button", { type: "button", class: "button", onclick: () => question && void openEditor(question.text.replace(/^#\+.*\n/gm, "").trimStart()) });
  const form = h("form", { class: "question-form", onsubmit: (event: Event) => (event.preventDefault(), void askStored()) }, label, select, whole, description, fields, h("p", { class: "actions" }, run, example));
  const own = createOwn(context, () => void askOwn());
  const stop = h("button", { type: "button", class: "button stop", hidden: true, onclick: () => client.stop() });
  const status = h("p", { class: "quiet", role: "status" });
  const problem = h("p", { class: "problem", role: "alert" });
  const answer = h("div", { class: "answer" });
  const element = h("section", { class: "panel ask" }, title, form, own.element, h("p", { class: "actions" }, stop, status), problem, answer);
  let data: QuestionsData | null = null;
  let question: QuestionData | null = null;
  let pickers: Picker[] = [];
  let seen = "";
  let writtenQuery: string | null = null;
  let asking = 0;

  void readJson<QuestionsData>("data-questions").then((read) => {
    data = read;
    write(store.state);
  });

  function update(_view: View, state: State): void {
    write(state);
  }

  function write(state: State): void {
    writeQuery(state);
    const key = keyOf(state);
    if (key === seen) return;
    seen = key;
    title.textContent = say("ask.title");
    label.textContent = say("ask.question");
    run.textContent = say("ask.run");
    example.textContent = say("ask.example");
    stop.textContent = say("ask.stop");
    own.translate();
    if (!data) return;
    const { questions } = data;
    const order = new Intl.Collator(state.language);
    const sorted = [...questions].sort((one, other) => order.compare(one.summary[state.language], other.summary[state.language]));
    fill(select, sorted.map((each) => h("option", { value: each.name }, each.summary[state.language])));
    question = questions.find((each) => each.name === state.asked?.name) ?? questions.find((each) => each.name === "members") ?? sorted[0] ?? null;
    if (!question) return;
    select.value = question.name;
    whole.textContent = question.summary[state.language];
    fill(description, markCode(question.description[state.language]));
    pickers = question.parameters.map((parameter) => createPicker(context, parameter, state.language));
    fill(fields, pickers.map((picker) => picker.element));
    for (const picker of pickers) picker.write(state.asked?.values[picker.parameter.name] ?? (state.asked ? "" : picker.parameter.kind === "iri" ? picker.parameter.example : ""));
  }

  /** What the fields are written from; what the reader has typed since stays as long as this is the same. */
  function keyOf({ language, asked }: State): string {
    return JSON.stringify([language, asked, data !== null]);
  }

  /** A query that came with a link; one that the reader is writing is left alone. */
  function writeQuery({ query }: State): void {
    if (!data || query === writtenQuery) return;
    writtenQuery = query;
    if (query !== null) void openEditor(query);
  }

  async function askStored(): Promise<void> {
    if (!data || !question) return;
    const wrong = pickers.find((picker) => picker.read() === null);
    if (wrong) return fail(say("ask.value-unknown", { parameter: nameParameter(context, wrong.parameter), value: wrong.text() }));
    const values = Object.fromEntries(pickers.flatMap((picker) => (picker.read() ? [[picker.parameter.name, picker.read()!]] : [])));
    const asked = question;
    // the fields keep what stands in them: only the address learns of it
    seen = keyOf({ ...store.state, asked: { name: asked.name, values } });
    store.dispatch({ do: "ask", asked: { name: asked.name, values } });
    try {
      await answerWith(asked, bindQuestion(asked, values, data));
    } catch (error) {
      if (error instanceof ValueError) fail(say("ask.value-unknown", { parameter: error.parameter, value: error.value }));
      else throw error;
    }
  }

  async function askOwn(): Promise<void> {
    if (!data) return;
    const text = own.read();
    writtenQuery = text;
    store.dispatch({ do: "write-query", query: text });
    await answerWith(null, text);
  }

  async function answerWith(asked: QuestionData | null, text: string): Promise<void> {
    if (!data) return;
    if (typeof WebAssembly === "undefined") return fail(say("ask.no-engine"));
    const mine = ++asking;
    fail("");
    own.mark(null);
    fill(answer);
    status.textContent = say("ask.busy");
    stop.hidden = false;
    try {
      const found = await client.ask(asked ? text : addPrefixes(text, data));
      if (mine !== asking) return;
      fill(answer, describeAnswer(context, data, { question: asked, text, answer: found }));
      status.textContent = say("ask.rows", { count: found.rows.length });
    } catch (error) {
      if (mine === asking) tell(error, asked !== null);
    } finally {
      if (mine === asking) stop.hidden = true;
    }
  }

  function tell(error: unknown, stored: boolean): void {
    status.textContent = error instanceof Stopped ? say("ask.stopped") : "";
    if (error instanceof Stopped) return;
    const message = error instanceof Error ? error.message : String(error);
    const place = placeOfError(message, stored ? 0 : undefined);
    if (!place) return fail(say("ask.error", { message }));
    if (!stored) own.mark({ ...place, message: place.rest });
    fail(say("ask.error-at", { line: place.line, column: place.column, message: place.rest }));
  }

  function fail(message: string): void {
    problem.textContent = message;
    problem.hidden = message === "";
  }

  async function openEditor(text: string): Promise<void> {
    if (data) await own.open(text, data).catch((error: unknown) => fail(say("ask.error", { message: String(error) })));
  }

  fail("");
  return { element, update };
}

/** What stands between backticks is code, and read as such. */
function markCode(text: string): (string | HTMLElement)[] {
  return text.split("`").map((part, place) => (place % 2 === 1 ? h("code", null, part) : part));
}

interface Own {
  element: HTMLElement;
  translate(): void;
  read(): string;
  open(text: string | null, data: QuestionsData): Promise<void>;
  mark: Editor["mark"];
}

const FIRST = "SELECT ?organisation ?name WHERE {\n  ?organisation ally:everMemberOf d:tech-coalition ;\n    skos:prefLabel ?name .\n}\nORDER BY ?name\n";

/** The place for own SPARQL: a button until it is wanted, since the editor weighs more than the rest of the page. */
function createOwn(context: Context, run: () => void): Own {
  const { say, store } = context;
  const heading = h("h3");
  const help = h("p", { class: "quiet" });
  const button = h("button", { type: "button", class: "button", onclick: () => void readJson<QuestionsData>("data-questions").then((data) => open(null, data)) });
  const host = h("div", { class: "editor" });
  const ask = h("button", { type: "button", class: "button primary", hidden: true, onclick: run });
  let editor: Editor | null = null;
  let opening: Promise<void> | null = null;

  async function open(text: string | null, data: QuestionsData): Promise<void> {
    opening ??= make(data);
    await opening;
    if (text !== null) editor?.write(text);
    if (document.activeElement === button || text === null) editor?.focus();
    button.hidden = true;
    ask.hidden = false;
  }

  async function make(data: QuestionsData): Promise<void> {
    const create = await loadEditor();
    const { language, query } = store.state;
    editor = create({
      parent: host,
      text: query ?? FIRST,
      label: say("ask.own"),
      terms: Object.entries(data.terms).map(([name, words]) => [name, words[language]] as const),
      change: () => undefined,
      run,
    });
  }

  return {
    element: h("section", { class: "own" }, heading, help, button, host, h("p", { class: "actions" }, ask)),
    translate() {
      heading.textContent = say("ask.own");
      help.textContent = say("ask.own-help");
      button.textContent = say("ask.own-open");
      ask.textContent = say("ask.run-own");
    },
    read: () => editor?.read() ?? "",
    open,
    mark: (error) => editor?.mark(error),
  };
}
