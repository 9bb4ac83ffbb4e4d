/** The tab "Map": countries by how much is held of them; choosing one tells what, and narrows the network to it. */

import type { Context, Panel, View } from "../context.ts";
import { picture } from "../derive.ts";
import { fill, h, s } from "../dom.ts";
import { type MapData, readJson } from "../page.ts";
import type { State } from "../state.ts";
import { describeCountry } from "./country.ts";
import { type Spot, findCountry, listSmall, spanOf } from "./places.ts";

/** Shades of the map, by how many things are held: none, a few, some, many, most. */
const STEPS = [1, 4, 10, 25];
/** How much larger than its place the map can be: then it is scrolled. */
const ZOOMS = [1, 2, 4, 8];
/** Radius in pixels of the mark of a country that is too small to be seen. */
const MARK = 5;
/** A country narrower than this on the screen, in pixels, needs a mark. */
const SEEN = 9;

export function createMapPanel(context: Context): Panel {
  const { model, say, store } = context;
  const title = h("h2");
  const help = h("p", { class: "quiet" });
  const label = h("label", { for: "country" });
  const select = h("select", { id: "country", onchange: () => look(select.value) });
  const larger = h("button", { type: "button", class: "button", onclick: () => zoom(1) }, "+");
  const smaller = h("button", { type: "button", class: "button", onclick: () => zoom(-1) }, "−");
  const place = h("div", { class: "map-place", role: "region", tabindex: "0" });
  const shades = h("ul", { class: "shades quiet", role: "list" });
  const about = h("div", { class: "country-place" });
  const element = h("section", { class: "panel map" }, title, help, h("p", { class: "actions" }, label, select, larger, smaller), place, shades, about);
  const counts = countCountries(context);
  let data: MapData | null = null;
  let spots: Spot[] = [];
  let step = 0;
  let width = 0;
  let seen = "";

  void readJson<MapData>("data-map").then((read) => {
    data = read;
    spots = Object.entries(read.points).flatMap(([code, [x, y]]) => (counts.has(code) ? [{ code, x, y, span: spanOf(read.shapes[code] ?? "") }] : []));
    write(store.state);
  });
  // marks are as large on every screen
  new ResizeObserver(() => {
    if (!data || place.clientWidth === 0 || place.clientWidth === width) return;
    redraw(store.state);
    centreCountry(store.state);
  }).observe(place);

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
    for (const [button, text] of [[larger, say("stage.zoom-in")], [smaller, say("stage.zoom-out")]] as const) {
      button.setAttribute("aria-label", text);
      button.title = text;
    }
    place.setAttribute("aria-label", say("map.label"));
    const order = new Intl.Collator(state.language);
    const named = [...counts.keys()].map((code) => [code, nameOf(code, state)] as const).sort(([, one], [, other]) => order.compare(one, other));
    fill(select, h("option", { value: "" }, say("map.all")), named.map(([code, name]) => h("option", { value: code }, name)));
    select.value = state.country ?? "";
    redraw(state);
    centreCountry(state);
    fill(shades, STEPS.map(describeShade));
    fill(about, state.country ? describeCountry(context, state.country, state.language) : null);
  }

  function redraw(state: State): void {
    width = place.clientWidth;
    larger.disabled = step === ZOOMS.length - 1;
    smaller.disabled = step === 0;
    if (!data) return;
    const { scrollLeft, scrollTop } = place;
    fill(place, draw(data, state));
    place.scrollTo(scrollLeft, scrollTop);
  }

  /** Keeps what was in the middle there; the country that is looked at comes to the middle. */
  function zoom(by: number): void {
    if (!data) return;
    const before = scale();
    const { country } = store.state;
    const point = country === null ? undefined : data.points[country];
    const [x, y] = point ?? [(place.scrollLeft + place.clientWidth / 2) / before, (place.scrollTop + place.clientHeight / 2) / before];
    step = Math.min(Math.max(step + by, 0), ZOOMS.length - 1);
    redraw(store.state);
    centre(x, y);
  }

  function centreCountry({ country }: State): void {
    const point = country === null ? undefined : data?.points[country];
    if (point) centre(point[0], point[1]);
  }

  function centre(x: number, y: number): void {
    place.scrollLeft = x * scale() - place.clientWidth / 2;
    place.scrollTop = y * scale() - place.clientHeight / 2;
  }

  /** Pixels of the screen to one unit of the map. */
  function scale(): number {
    return data ? (ZOOMS[step]! * Math.max(place.clientWidth, LEAST_WIDTH)) / data.width : 1;
  }

  function nameOf(code: string, { language }: State): string {
    return model.page.countries[code]?.label[language] ?? code;
  }

  function choose(event: MouseEvent): void {
    const svg = place.firstElementChild;
    if (!svg) return;
    const hit = (event.target as Element).closest("[data-country]")?.getAttribute("data-country") ?? null;
    const box = svg.getBoundingClientRect();
    const point = { x: (event.clientX - box.left) / scale(), y: (event.clientY - box.top) / scale() };
    const code = findCountry(spots, scale(), point, hit);
    if (code && counts.has(code)) look(code === store.state.country ? "" : code);
  }

  /** Shapes for the mouse; the list above does the same for keyboard and assistive tools. */
  function draw(map: MapData, state: State): SVGSVGElement {
    const tell = (code: string): string => say("map.held", { name: nameOf(code, state), count: counts.get(code) ?? 0 });
    const looks = (code: string): string => [`held-${shade(counts.get(code) ?? 0)}`, code === state.country ? "chosen" : ""].join(" ").trim();
    const marked = listSmall(spots, scale()).filter(({ span }) => span * scale() < SEEN);
    const svg = s(
      "svg",
      { class: "world", viewBox: `0 0 ${map.width} ${map.height}`, role: "img", "aria-label": say("map.label"), onclick: choose },
      Object.entries(map.shapes).map(([code, d]) => s("path", { d, class: looks(code), "data-country": code }, s("title", null, tell(code)))),
      marked.map(({ code, x, y }) => s("circle", { cx: x, cy: y, r: MARK / scale(), class: looks(code), "data-country": code }, s("title", null, tell(code)))),
    );
    svg.style.width = `${Math.floor(map.width * scale())}px`;
    svg.style.height = `${Math.floor(map.height * scale())}px`;
    return svg;
  }

  return {
    element,
    update(_view: View, state: State) {
      write(state);
    },
  };
}

/** On a phone the map is wider than the screen, in pixels: a world of a hand's width shows nothing. */
const LEAST_WIDTH = 704;

/** A sample of a shade and the numbers that it stands for. */
function describeShade(from: number, place: number): HTMLElement {
  const next = STEPS[place + 1];
  const sample = s("svg", { class: "world", viewBox: "0 0 24 16", "aria-hidden": "true" }, s("path", { d: "M1 1H23V15H1Z", class: `held-${place + 1}` }));
  return h("li", null, sample, next ? `${from}–${next - 1}` : `${from}+`);
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
