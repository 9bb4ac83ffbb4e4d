/** The tab "Map": countries by how much is held of them; choosing one tells what, and narrows the network to it. */

import type { Context, Panel, View } from "../context.ts";
import { picture } from "../derive.ts";
import { fill, h, s } from "../dom.ts";
import { type MapData, readJson } from "../page.ts";
import type { State } from "../state.ts";
import { describeCountry } from "./country.ts";

/** Shades of the map, by how many things are held: none, a few, some, many, most. */
const STEPS = [1, 4, 10, 25];

export function createMapPanel(context: Context): Panel {
  const { model, say, store } = context;
  const title = h("h2");
  const help = h("p", { class: "quiet" });
  const label = h("label", { for: "country" });
  const select = h("select", { id: "country", onchange: () => look(select.value) });
  // wider than a phone, and then to be scrolled
  const place = h("div", { class: "map-place", role: "region", tabindex: "0" });
  const about = h("div", { class: "country-place" });
  const element = h("section", { class: "panel map" }, title, help, h("p", { class: "actions" }, label, select), place, about);
  const counts = countCountries(context);
  let data: MapData | null = null;
  let seen = "";

  void readJson<MapData>("data-map").then((read) => {
    data = read;
    write(store.state);
  });

  function look(code: string): void {
    store.dispatch({ do: "look-at-country", country: code || null });
  }

  function write(state: State): void {
    const key = [state.language, state.country, data ? "read" : ""].join(" ");
    if (key === seen) return;
    seen = key;
    title.textContent = say("map.title");
    help.textContent = say("map.help");
    label.textContent = say("map.pick");
    place.setAttribute("aria-label", say("map.label"));
    const order = new Intl.Collator(state.language);
    const named = [...counts.keys()].map((code) => [code, nameOf(code, state)] as const).sort(([, one], [, other]) => order.compare(one, other));
    fill(select, h("option", { value: "" }, say("map.all")), named.map(([code, name]) => h("option", { value: code }, name)));
    select.value = state.country ?? "";
    if (data) {
      fill(place, draw(data, state));
      bringIntoSight(data, state.country);
    }
    fill(about, state.country ? describeCountry(context, state.country, state.language) : null);
  }

  function bringIntoSight(map: MapData, code: string | null): void {
    const point = code === null ? undefined : map.points[code];
    if (point) place.scrollLeft = (point[0] / map.width) * place.scrollWidth - place.clientWidth / 2;
  }

  function nameOf(code: string, { language }: State): string {
    return model.page.countries[code]?.label[language] ?? code;
  }

  /** Shapes for the mouse; the list above does the same for keyboard and assistive tools. */
  function draw(map: MapData, state: State): SVGSVGElement {
    const tell = (code: string): string => say("map.held", { name: nameOf(code, state), count: counts.get(code) ?? 0 });
    const choose = (event: Event): void => {
      const code = (event.target as Element).closest("[data-country]")?.getAttribute("data-country");
      if (code && counts.has(code)) look(code === store.state.country ? "" : code);
    };
    const small = Object.entries(map.points).filter(([code]) => counts.has(code) && isSmall(map.shapes[code] ?? ""));
    const looks = (code: string): string => [`held-${shade(counts.get(code) ?? 0)}`, code === state.country ? "chosen" : ""].join(" ").trim();
    return s(
      "svg",
      { class: "world", viewBox: `0 0 ${map.width} ${map.height}`, role: "img", "aria-label": say("map.label"), onclick: choose },
      Object.entries(map.shapes).map(([code, d]) => s("path", { d, class: looks(code), "data-country": code }, s("title", null, tell(code)))),
      small.map(([code, [cx, cy]]) => s("circle", { cx, cy, r: 5, class: looks(code), "data-country": code }, s("title", null, tell(code)))),
    );
  }

  return {
    element,
    update(_view: View, state: State) {
      write(state);
    },
  };
}

/** Of the map's thousand units a country takes so few that it needs a mark of its own. */
const SMALL = 8;

function isSmall(path: string): boolean {
  const numbers = (path.match(/-?\d+/g) ?? []).map(Number);
  const span = (start: number): number => {
    const values = numbers.filter((_, place) => place % 2 === start);
    return Math.max(...values) - Math.min(...values);
  };
  return numbers.length === 0 || Math.max(span(0), span(1)) < SMALL;
}

function shade(count: number): number {
  return STEPS.filter((step) => count >= step).length;
}

/** How many of the picture's things are based, active or taking part in each country. */
function countCountries({ model }: Context): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of picture(model).nodes) {
    for (const code of model.countriesOf(node.id)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
