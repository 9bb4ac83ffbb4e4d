/** The region "Evidence": each state behind an edge, each source of it, what contradicts it, and why it was inferred. */

import type { Context, Edge, Panel, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import { formatMonth } from "../i18n/index.ts";
import type { StateData } from "../page.ts";
import type { State } from "../state.ts";
import { edgeHeld } from "../times.ts";
import { listAttestations } from "./attestations.ts";
import { describeConflicts } from "./conflicts.ts";
import { endButton } from "./end.ts";

export function createEvidencePanel(context: Context): Panel {
  const element = h("section", { class: "panel evidence", role: "region" });
  element.hidden = true;
  let shown = "";
  return {
    element,
    update(_view: View, state: State) {
      const edge = state.chosen?.what === "edge" ? context.model.edges.get(state.chosen.id) : undefined;
      element.setAttribute("aria-label", context.say("evidence.region"));
      element.hidden = !edge;
      const told = edge ? [...edge.states.map((each) => each.id), ...(edge.inferred?.reasons.flatMap((each) => each.states) ?? [])] : [];
      const sentences = told.map(context.sentence).join("\n");
      const key = edge ? [edge.id, state.language, state.month ?? "", sentences].join("\n") : "";
      if (key === shown) return;
      shown = key;
      if (edge) fill(element, ...describeEdge(context, edge, state));
      else fill(element);
    },
  };
}

function describeEdge(context: Context, edge: Edge, state: State): HTMLElement[] {
  const { say, store } = context;
  const close = h(
    "button",
    { type: "button", class: "close", "aria-label": say("panel.close"), onclick: () => store.dispatch({ do: "choose", choice: null }) },
    "×",
  );
  return [
    h("div", { class: "panel-head" }, titleOf(context, edge, state), close),
    h("p", { class: "badges" }, listBadges(context, edge, state).map(([name, text]) => h("span", { class: `badge badge-${name}` }, text))),
    ...edge.states.map((each) => describeState(context, each)),
    ...describeConflicts(context, edge.states.map((each) => each.id)),
    ...(edge.states.length === 0 && edge.inferred ? [explain(context, edge)] : []),
  ];
}

/** The edge in words, its two ends as buttons that lead on. */
function titleOf(context: Context, edge: Edge, state: State): HTMLElement {
  const { model } = context;
  const relation = model.page.relations[edge.relation]?.label[state.language] ?? edge.relation;
  return h(
    "h2",
    { class: "edge-title", tabindex: "-1" },
    endButton(context, edge.source, state.language),
    h("span", { class: "relation" }, ` ${relation} `),
    endButton(context, edge.target, state.language),
  );
}

function listBadges(context: Context, edge: Edge, state: State): [string, string][] {
  const { model, say } = context;
  const badges: [string, string][] = [];
  if (edge.states.length > 0) {
    const all = new Set(edge.states.flatMap((each) => each.attestations.map((one) => one.source))).size;
    badges.push(["sources", say("evidence.independent", { count: edge.sources, all })]);
  } else badges.push(["inferred", say("evidence.inferred")]);
  if (edge.disputed) badges.push(["disputed", say("evidence.disputed")]);
  if (edge.between) badges.push(["between", say("evidence.between")]);
  if (state.month) {
    const held = edgeHeld(model, edge, state.month);
    badges.push([held, say(`evidence.${held}`, { month: formatMonth(state.month, state.language) })]);
  }
  return badges;
}

function describeState(context: Context, state: StateData): HTMLElement {
  return h("article", { class: "state" }, h("h3", { class: "sentence" }, context.sentence(state.id)), listAttestations(context, state.attestations));
}

/** The chain behind an inferred edge: each reason with the states that it rests on, and their sources. */
function explain(context: Context, edge: Edge): HTMLElement {
  const { model, say } = context;
  const reasons = (edge.inferred?.reasons ?? []).map((reason) => {
    const states = reason.states.flatMap((id) => model.state(id) ?? []);
    return h("li", null, h("p", { class: "rule" }, say("evidence.rule", { rule: nameRule(context, reason.rule) })), states.map((state) => describeState(context, state)));
  });
  return h("div", { class: "reasons" }, h("p", null, say("evidence.inferred-why")), h("ol", null, reasons));
}

/** A rule in words; its own name where it has none. */
function nameRule({ say }: Context, rule: string): string {
  const key = `evidence.rule.${rule}`;
  const said = say(key);
  return said === key ? rule : said;
}
