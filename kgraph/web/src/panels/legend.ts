/** The legend on the picture: lines by relation and by how they stand, sizes, and kinds, in the words of `kgraph draw`. */

import type { Context, Panel, View } from "../context.ts";
import { picture } from "../derive.ts";
import { fill, h } from "../dom.ts";
import { certaintySign, lineSign } from "../lines.ts";
import type { Language } from "../page.ts";
import { kindSign } from "../shapes.ts";
import { HUES_OF_RELATIONS, relationHue } from "../stage/looks.ts";
import type { State } from "../state.ts";

/** How a line stands, in the order of the legend of `kgraph draw`. */
const STANDINGS = ["stated", "between", "inferred", "possible", "disputed"] as const;

export function createLegendPanel(context: Context): Panel {
  const summary = h("summary");
  const content = h("div", { class: "legend-content" });
  const element = h("details", { class: "legend" }, summary, content);
  let shown = "";

  /** Written when it is opened: most readers look at the picture first. */
  function write({ language }: State): void {
    summary.textContent = context.say("legend.title");
    if (!element.open || shown === language) return;
    shown = language;
    fill(content, describeRelations(context, language), describeStandings(context), describeKinds(context, language));
  }

  element.addEventListener("toggle", () => write(context.store.state));
  return {
    element,
    update(_view: View, state: State) {
      write(state);
    },
  };
}

/** One line for each hue, with all relations that are drawn in it. */
function describeRelations({ model, say }: Context, language: Language): HTMLElement {
  const groups = groupRelations(picture(model).edges.filter((edge) => edge.states.length > 0).map((edge) => edge.relation));
  const rows = [...groups].map(([hue, relations]) => h("li", null, lineSign(hue), h("span", null, relations.map((relation) => model.page.relations[relation]?.label[language] ?? relation).join("; "))));
  return h("section", null, h("h3", null, say("legend.relations")), h("ul", { role: "list" }, rows));
}

/** Relations by their hue, those of most edges first; hues in their own order, none without a relation. */
export function groupRelations(relations: Iterable<string>): Map<string, string[]> {
  const counts = new Map<string, number>();
  for (const relation of relations) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  const ordered = [...counts].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1)).map(([relation]) => relation);
  const groups = HUES_OF_RELATIONS.map((hue) => [hue, ordered.filter((relation) => relationHue(relation) === hue)] as const);
  return new Map(groups.filter(([, found]) => found.length > 0));
}

function describeStandings({ say }: Context): HTMLElement {
  const rows = STANDINGS.map((standing) => h("li", null, certaintySign(standing), h("span", null, say(`legend.${standing}`))));
  return h("section", null, h("h3", null, say("filters.certainties")), h("ul", { role: "list" }, rows), h("p", { class: "quiet" }, say("legend.width")), h("p", { class: "quiet" }, say("legend.size")));
}

function describeKinds({ model, say }: Context, language: Language): HTMLElement {
  const used = new Set(picture(model).nodes.map((node) => node.kinds[0]));
  const kinds = Object.entries(model.page.kinds).filter(([kind]) => used.has(kind));
  const rows = kinds.map(([, kind]) => h("li", null, kindSign(kind), h("span", null, kind.label[language])));
  return h("section", null, h("h3", null, say("filters.kinds")), h("ul", { role: "list", class: "legend-kinds" }, rows));
}
