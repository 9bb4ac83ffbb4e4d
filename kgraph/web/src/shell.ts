/** The frame of the page: header with search, tabs, language and colours; and the places in which the panels stand. */

import { createSearchBox, type SearchBox } from "./combobox.ts";
import type { Context } from "./context.ts";
import { fill, h, s } from "./dom.ts";
import { LANGUAGES, type Language } from "./page.ts";
import { type State, TABS, THEMES, type Tab, type Theme } from "./state.ts";
import { createTabs } from "./tabs.ts";
import { type Says, createTexts } from "./texts.ts";

/** Each language by its own name, whatever the language of the page. */
const OWN_NAMES: Record<Language, string> = { en: "English", pt: "Português", es: "Español", fr: "Français", vi: "Tiếng Việt" };

/** Where a panel stands: left of the picture, on it, under it, right of it, or in a tab of its own. */
export type Place = "left" | "stage" | "tools" | "legend" | "under" | "right" | "list" | Exclude<Tab, "network">;

export interface Shell {
  element: HTMLElement;
  search: SearchBox;
  places: Record<Place, HTMLElement>;
  /** What the full screen shows: the picture with what is read beside it. */
  whole: HTMLElement;
  update(state: State): void;
  /** Writes all texts anew in the reader's language. */
  translate(): void;
}

/** As wide as this, filters and details stand beside the picture. */
const WIDE = "(min-width: 64rem)";

/** Tabs whose content no filter changes. */
const UNFILTERED: ReadonlySet<Tab> = new Set<Tab>(["ask", "about"]);

export function createShell(context: Context): Shell {
  const { store, say } = context;
  const search = createSearchBox(context);
  const { says, translate } = createTexts(say);

  const filtersButton = h("button", { type: "button", class: "button filters-button", "aria-controls": "side-left", onclick: toggleFilters });
  const left = says(h("aside", { id: "side-left", class: "side side-left" }), "side.filters", "aria-label");
  const right = says(h("aside", { id: "side-right", class: "side side-right" }), "side.details", "aria-label");
  const places: Shell["places"] = {
    left,
    right,
    stage: h("div", { class: "stage" }),
    tools: says(h("div", { class: "tools", role: "group" }), "stage.tools", "aria-label"),
    legend: h("div", { class: "legend-place" }),
    list: h("div", { id: "list", class: "list-place" }),
    under: h("div", { class: "under" }),
    table: h("div"),
    map: h("div"),
    ask: h("div"),
    about: h("div"),
  };
  places.stage.append(places.legend, places.tools);
  const tabs = createTabs(context, says);
  const panels = {
    network: h("div", { class: "network" }, places.stage, places.list, places.under),
    table: places.table,
    map: places.map,
    ask: places.ask,
    about: places.about,
  };
  for (const tab of TABS) Object.assign(panels[tab], { id: `panel-${tab}` }) && panels[tab].setAttribute("role", "tabpanel");
  for (const tab of TABS) {
    panels[tab].setAttribute("aria-labelledby", `tab-${tab}`);
    panels[tab].classList.add("tab-panel", `tab-panel-${tab}`);
    if (tab !== "network") panels[tab].setAttribute("tabindex", "0");
  }
  const tongue = h("span", { class: "picker-short", "aria-hidden": "true" });
  const language = createPicker("language", says, LANGUAGES, (each) => OWN_NAMES[each], (each) => store.dispatch({ do: "set-language", language: each }), tongue);
  const theme = createPicker("theme", says, THEMES, (each) => say(`theme.${each}`), (each: Theme) => store.dispatch({ do: "set-theme", theme: each }), drawHalf());
  const title = says(h("h1", { class: "title" }), "title");
  const whole = h("div", { class: "body" }, left, h("main", { class: "main" }, TABS.map((tab) => panels[tab])), right);
  const element = h(
    "div",
    { class: "page" },
    says(h("a", { class: "skip", href: "#list", onclick: skip }), "skip-to-list"),
    h("header", { class: "header" }, title, search.element, says(filtersButton, "filters.show"), h("div", { class: "pickers" }, language.element, theme.element), tabs.element),
    whole,
  );

  let isOpen = window.matchMedia(WIDE).matches;

  function toggleFilters(): void {
    isOpen = !isOpen;
    placeFilters(store.state.tab);
  }

  /** What filters do nothing to has their room. */
  function placeFilters(tab: Tab): void {
    filtersButton.disabled = UNFILTERED.has(tab);
    left.hidden = !isOpen || filtersButton.disabled;
    filtersButton.setAttribute("aria-expanded", String(!left.hidden));
    element.classList.toggle("without-left", left.hidden);
  }

  function skip(event: Event): void {
    event.preventDefault();
    const first = places.list.querySelector<HTMLElement>("button[tabindex='0'], button, [tabindex]");
    (first ?? places.list).focus();
  }

  let chosen = store.state.chosen;
  placeFilters(store.state.tab);

  return {
    element,
    search,
    places,
    whole,
    update(state) {
      tabs.update(state.tab);
      placeFilters(state.tab);
      for (const tab of TABS) panels[tab].hidden = tab !== state.tab;
      language.select.value = state.language;
      tongue.textContent = state.language.toUpperCase();
      theme.select.value = state.theme;
      element.dataset["tab"] = state.tab;
      // what was just chosen is read from its beginning
      if (state.chosen && state.chosen !== chosen) right.scrollTop = 0;
      chosen = state.chosen;
    },
    translate() {
      translate();
      search.translate();
    },
  };
}

/** A list to choose from, which is a combobox to assistive tools; on a phone the short form stands for it. */
function createPicker<T extends string>(
  name: string,
  says: Says,
  choices: readonly T[],
  nameOf: (choice: T) => string,
  choose: (choice: T) => void,
  short: Element,
): { element: HTMLElement; select: HTMLSelectElement } {
  const select = h("select", { id: `pick-${name}`, onchange: () => choose(select.value as T) });
  const isOwn = name === "language";
  fill(
    select,
    choices.map((choice) => {
      const option = h("option", { value: choice, lang: isOwn ? choice : null });
      if (isOwn) option.textContent = nameOf(choice);
      return isOwn ? option : says(option, `${name}.${choice}`);
    }),
  );
  const label = says(h("span", { class: "unseen" }), `${name}.label`);
  return { element: h("label", { class: `picker picker-${name}` }, label, short, select), select };
}

/** A disc of which one half is dark: the sign of the colours of the page. */
function drawHalf(): SVGSVGElement {
  const ring = s("circle", { cx: 12, cy: 12, r: 8, fill: "none", stroke: "currentcolor", "stroke-width": 2 });
  return s("svg", { class: "picker-short", viewBox: "0 0 24 24", "aria-hidden": "true" }, ring, s("path", { d: "M12 4a8 8 0 0 1 0 16Z", fill: "currentcolor" }));
}
