/** What sources say against one another: both sides, each with its own sources. */

import type { Context, Model } from "../context.ts";
import { h } from "../dom.ts";
import type { AttestationData, ConflictData } from "../page.ts";
import { listAttestations } from "./attestations.ts";

/** The contradictions that any of these states or figures is part of, each pair once. */
export function listConflicts(model: Model, ids: readonly string[]): ConflictData[] {
  const found = new Map<string, ConflictData>();
  for (const conflict of ids.flatMap((id) => model.conflictsOf(id))) {
    const pair = [conflict.first, conflict.second].join("\n");
    if (!found.has(pair)) found.set(pair, conflict);
  }
  return [...found.values()];
}

export function describeConflicts(context: Context, ids: readonly string[]): HTMLElement[] {
  return listConflicts(context.model, ids).map((conflict) => setSideBySide(context, conflict));
}

function setSideBySide(context: Context, conflict: ConflictData): HTMLElement {
  const { say } = context;
  const sides = conflict.first === conflict.second ? splitState(context, conflict.first) : [conflict.first, conflict.second].map((id) => describeSide(context, id));
  return h("section", { class: "conflict", "aria-label": say("evidence.conflict") }, h("h4", null, say("evidence.conflict")), h("div", { class: "sides" }, sides));
}

function describeSide(context: Context, id: string): HTMLElement {
  const side = context.model.state(id) ?? context.model.figure(id);
  return h("div", { class: "side-of-conflict" }, h("p", { class: "sentence" }, context.sentence(id)), side ? listAttestations(context, side.attestations) : null);
}

/** Of a state whose own sources give dates that cannot all hold: those that give one, beside one another. */
function splitState(context: Context, id: string): HTMLElement[] {
  const dated = context.model.state(id)?.attestations.filter(givesDate) ?? [];
  return dated.map((each) => h("div", { class: "side-of-conflict" }, listAttestations(context, [each])));
}

function givesDate(each: AttestationData): boolean {
  return !each.disputes && Boolean(each.from || each.until || each.asOf);
}
