/** What each source says of a state, as a list: locator, document, publisher, date, link, stance, certainty. */

import type { Context } from "../context.ts";
import { h, isolate, quoted, safeLink } from "../dom.ts";
import { formatDay, nameLanguage } from "../i18n/index.ts";
import type { Language } from "../page.ts";
import type { AttestationData, SourceData } from "../page.ts";

/** How many sources stand open; the others are folded, since twenty that say the same hide what differs. */
const OPEN = 5;

export function listAttestations(context: Context, attestations: readonly AttestationData[]): HTMLElement {
  const items = [...attestations].sort(byStanceAndDay(context)).map((each) => describe(context, each));
  const list = h("ol", { class: "attestations" }, items.slice(0, OPEN));
  const rest = items.slice(OPEN);
  return rest.length === 0 ? list : h("div", null, list, fold(context, rest));
}

/** Puts the rest of a list behind a button, which gives it place for good. */
export function fold(context: Context, rest: readonly HTMLElement[]): HTMLElement {
  const button = h("button", { type: "button", class: "more" }, context.say("show-all", { count: rest.length }));
  const holder = h("div", { class: "fold" }, button);
  button.addEventListener("click", () => {
    const list = h("ol", { class: "attestations" }, [...rest]);
    holder.replaceChildren(list);
    const first = rest[0];
    if (first) {
      first.tabIndex = -1;
      first.focus();
    }
  });
  return holder;
}

/** What disputes comes first, then the latest. */
function byStanceAndDay({ model }: Context): (one: AttestationData, other: AttestationData) => number {
  const rank = (each: AttestationData): number => (each.disputes ? 0 : 1);
  return (one, other) => {
    const [first, second] = [model.source(one).issued, model.source(other).issued];
    return rank(one) - rank(other) || (first < second ? 1 : first > second ? -1 : 0);
  };
}

function describe(context: Context, each: AttestationData): HTMLElement {
  const { model, say } = context;
  const source = model.source(each);
  return h(
    "li",
    { class: each.disputes ? "attestation disputing" : "attestation" },
    each.locator ? quoted(`“${each.locator}”`, source.language, "span") : null,
    h("span", { class: "document" }, linkDocument(context, source)),
    h("span", { class: "facts" }, listFacts(context, each, source).join(" · ")),
    originOf(context, source),
    each.note ? h("span", { class: "note" }, say("evidence.note", { note: each.note })) : null,
  );
}

/** The title of a document as a link where it has an address, in its own language. */
export function linkDocument({ say }: Context, source: SourceData): (Node | string)[] {
  const title = source.url
    ? safeLink(source.url, source.title, { lang: source.language, dir: "auto", class: "source-link" })
    : quoted(source.title, source.language, "cite");
  return source.seen && source.url ? [`${say("evidence.seen")} `, title] : [title];
}

function listFacts(context: Context, each: AttestationData, source: SourceData): string[] {
  const { say } = context;
  const { language } = context.store.state;
  const days: [string, string | undefined][] = [
    ["from", each.from],
    ["until", each.until],
    ["asOf", each.asOf],
  ];
  const facts = [
    source.publisher && isolate(source.publisher),
    source.issued ? tellDay(context, source.issued, language) : say("evidence.undated"),
    nameLanguage(source.language, language),
    say(each.disputes ? "evidence.disputes" : "evidence.supports"),
    say(each.between ? "evidence.between" : "evidence.stated"),
    ...days.flatMap(([key, day]) => (day ? [say(`evidence.says-${key}`, { date: tellDay(context, day, language) })] : [])),
    ...(each.role ? [say("evidence.role", { role: isolate(each.role) })] : []),
    ...[each.subjectAs, each.objectAs].flatMap((name) => (name ? [say("evidence.named", { name: isolate(name) })] : [])),
    say("evidence.recorded", { date: formatDay(each.recorded, language) }),
  ];
  return facts.filter(Boolean);
}

/** A day as sources give it (EDTF): what is about or uncertain is said in words, other signs stay as they are. */
export function tellDay({ say }: Context, day: string, language: Language): string {
  const found = /^([\d-]+)([~?%])$/.exec(day);
  if (!found) return formatDay(day, language);
  const key = { "~": "day.about", "?": "day.perhaps", "%": "day.about-perhaps" }[found[2]!] ?? "";
  return say(key, { date: formatDay(found[1]!, language) });
}

/** Where a copy or translation comes from: it is no witness of its own. */
function originOf({ model, say }: Context, source: SourceData): HTMLElement | null {
  const root = model.page.sources[source.root];
  return root && root.id !== source.id ? h("span", { class: "origin" }, say("evidence.copy", { title: root.title })) : null;
}
