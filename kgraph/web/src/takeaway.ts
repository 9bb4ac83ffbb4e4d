/** What a reader takes away: a link to this view, the picture, the table, a citation. */

import type { Context, Panel, View } from "./context.ts";
import { h } from "./dom.ts";
import { listRows } from "./panels/table.ts";
import type { Answer } from "./sparql/answers.ts";
import { writeSvg } from "./stage/svg.ts";
import type { State } from "./state.ts";

/** Offers a text or a picture as a file of the reader's own. */
export function download(name: string, content: Blob | string, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const address = URL.createObjectURL(blob);
  const link = h("a", { download: name });
  link.href = address;
  document.body.append(link);
  link.click();
  link.remove();
  // the browser reads it after the click has been handled
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Writes a table as CSV (RFC 4180) that a spreadsheet cannot take for formulas.
 *
 * What begins with a sign that starts a formula gets an apostrophe before it; numbers stay numbers.
 */
export function writeCsv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const lines = [columns, ...rows].map((row) => row.map(writeCell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function writeCell(value: string | number | null): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** An answer in the form of `kgraph query --format json`, with whole IRIs. */
export function writeJson(question: string, answer: Answer, note: string): string {
  const rows = answer.rows.map((row) => Object.fromEntries(answer.columns.map((name, place) => [name, row[place]?.value ?? null])));
  return `${JSON.stringify({ question, columns: answer.columns, rows, note }, null, 1)}\n`;
}

/** How this view, edge or question is cited: what, in which version of the data, as of when, at which link. */
export function cite({ model, say }: Context, what: string): string {
  const { version, asOf, hash } = model.page;
  return say("take.citation", { what, version, date: asOf, hash: hash.slice(0, 16), link: window.location.hash });
}

export function createTakeawayPanel(context: Context): Panel {
  const { say, store } = context;
  let last: View | null = null;
  const message = h("p", { class: "quiet", role: "status" });
  const acts: [string, () => void | Promise<void>][] = [
    ["take.link", () => copy(window.location.href)],
    ["take.png", savePng],
    ["take.svg", () => void (last && download("atlas.svg", writeSvg(last, context), "image/svg+xml"))],
    ["take.csv", () => void (last && download("relations.csv", writeTable(context, last), "text/csv"))],
    ["take.cite", () => copy(cite(context, titleOf(context, store.state)))],
  ];
  const buttons = acts.map(([, act]) => h("button", { type: "button", class: "button", onclick: () => void act() }));
  const licence = h("p", { class: "quiet" });
  const summary = h("summary");
  const field = h("textarea", { class: "copied", readonly: true, rows: "3" });
  field.hidden = true;
  const element = h("details", { class: "panel takeaway" }, summary, h("div", { class: "actions" }, buttons), field, message, licence);

  async function savePng(): Promise<void> {
    const blob = await context.picture();
    if (blob) download("atlas.png", blob);
    else message.textContent = say("take.no-png");
  }

  /** Where the browser lets no script write to the clipboard, the text stands there to be copied by hand. */
  async function copy(text: string): Promise<void> {
    field.value = text;
    field.hidden = false;
    field.setAttribute("aria-label", say("take.text"));
    try {
      await navigator.clipboard.writeText(text);
      message.textContent = say("take.copied");
    } catch {
      field.select();
      message.textContent = say("take.by-hand");
    }
  }

  return {
    element,
    update(view) {
      last = view;
      summary.textContent = say("take.title");
      acts.forEach(([key], place) => (buttons[place]!.textContent = say(key)));
      licence.textContent = say("take.licence");
    },
  };
}

function titleOf({ model, sentence, say }: Context, { chosen, language }: State): string {
  if (!chosen) return say("title");
  if (chosen.what === "node") {
    const node = model.nodes.get(chosen.id);
    return node ? model.name(node, language).text : say("title");
  }
  const edge = model.edges.get(chosen.id);
  return edge?.states.map((state) => sentence(state.id)).join(" ") || chosen.id;
}

function writeTable(context: Context, view: View): string {
  const columns = ["from", "fromId", "relation", "to", "toId", "startedBy", "endedBy", "independentSources", "certainty"];
  const rows = listRows(context, view).map((row) => [row.from, row.edge.source.id, row.relation, row.to, row.edge.target.id, row.since, row.until, row.sources, row.certainty]);
  return writeCsv(columns, rows);
}
