/** The tab "About": what this is and is not, what it holds, how complete it is, how to correct it. */

import type { Context, Panel, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import { hasBlock, readBlock } from "../page.ts";
import type { State } from "../state.ts";
import { tellDay } from "./attestations.ts";

const COUNTS = ["entities", "states", "attestations", "sources", "languages", "countries", "conflicts"] as const;

export function createAboutPanel(context: Context): Panel {
  const element = h("article", { class: "panel about" });
  let shown = "";
  return {
    element,
    update(_view: View, { language }: State) {
      if (shown === language) return;
      shown = language;
      fill(element, ...describe(context));
    },
  };
}

function describe(context: Context): HTMLElement[] {
  const { model, say } = context;
  const { page } = model;
  return [
    h("h2", null, say("about.title")),
    h("p", { class: "lead" }, say("about.what")),
    h("p", { class: "caution" }, say("about.not")),
    h("p", null, say("about.inferred")),
    h("h3", null, say("about.counts")),
    h("dl", { class: "counts" }, COUNTS.map((name) => countOf(context, name))),
    h("h3", null, say("about.coverage")),
    describeCoverage(context),
    h("h3", null, say("about.keys")),
    h("p", null, say("list.help")),
    h("p", null, say("about.correct")),
    h("p", null, say("about.licence")),
    ...(hasBlock("data-licences") ? [createLicences(context)] : []),
    h("p", { class: "quiet" }, say("about.version", { version: page.version, date: page.asOf })),
    h("p", { class: "quiet hash" }, say("about.hash", { hash: page.hash })),
  ];
}

/** The licences of what the page is built with, unpacked when somebody wants to read them. */
function createLicences({ say }: Context): HTMLElement {
  const text = h("pre", { class: "licences", role: "region", tabindex: "0", "aria-label": say("about.software") });
  const details = h("details", null, h("summary", null, say("about.software")), text);
  details.addEventListener("toggle", () => {
    if (text.textContent === "") void readBlock("data-licences").then((bytes) => (text.textContent = new TextDecoder().decode(bytes)));
  });
  return details;
}

function countOf({ model, say }: Context, name: string): HTMLElement {
  const value = new Intl.NumberFormat(document.documentElement.lang || "en").format(model.page.counts[name] ?? 0);
  return h("div", null, h("dt", null, say(`about.${name}`)), h("dd", null, value));
}

function describeCoverage(context: Context): HTMLElement {
  const { model, say, store } = context;
  const { language } = store.state;
  const rows = model.page.coverage.flatMap((each) => {
    const node = model.page.nodes[each.alliance];
    if (!node) return [];
    const name = model.name(node, language);
    const open = (): void => {
      store.dispatch({ do: "choose", choice: { what: "node", id: node.id } });
      store.dispatch({ do: "open-tab", tab: "network" });
    };
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, h("button", { type: "button", class: "end", lang: name.language, dir: "auto", onclick: open }, name.text)),
      h("td", null, model.page.concepts[each.completeness]?.label[language] ?? each.completeness),
      h("td", { class: "day" }, each.asOf ? tellDay(context, each.asOf, language) : ""),
    );
  });
  const head = ["about.alliance", "about.completeness", "about.as-of"].map((key) => h("th", { scope: "col" }, say(key)));
  return h("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": say("about.coverage") }, h("table", null, h("thead", null, h("tr", null, head)), h("tbody", null, rows)));
}
