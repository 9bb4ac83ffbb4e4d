/** The frame of the page: header with search, tabs, language and colours; and the places in which the panels stand. */

import { createSearchBox, type SearchBox } from "./combobox.ts";
import type { Context } from "./context.ts";
import { fill, h } from "./dom.ts";
import { LANGUAGES, type Language } from "./page.ts";
import { type State, TABS, THEMES, type Tab, type Theme } from "./state.ts";

/** Each language by its own name, whatever the language of the page. */
const OWN_NAMES: Record<Language, string> = { en: "English", pt: "Português", es: "Español", fr: "Français", vi: "Tiếng Việt" };

/** Where a panel stands: left of the picture, under it, right of it, or in a tab of its own. */
export type Place = "left" | "stage" | "tools" | "under" | "right" | "list" | Exclude<Tab, "network">;

export interface Shell {
  element: HTMLElement;
  search: SearchBox;
  places: Record<Place, HTMLElement>;
  update(state: State): void;
  /** Writes all texts anew in the reader's language. */
  translate(): void;
}

/** As wide as this, filters and details stand beside the picture. */
const WIDE = "(min-width: 64rem)";

export function createShell(context: Context): Shell {
  const { store, say } = context;
  const search = createSearchBox(context);
  const texts: (() => void)[] = [];
  const says = <E extends HTMLElement>(element: E, key: string, attribute?: string): E => {
    const write = (): void => (attribute ? element.setAttribute(attribute, say(key)) : void (element.textContent = say(key)));
    texts.push(write);
    write();
    return element;
  };

  const filtersButton = h("button", { type: "button", class: "button filters-button", "aria-controls": "side-left", onclick: toggleFilters });
  const left = says(h("aside", { id: "side-left", class: "side side-left" }), "side.filters", "aria-label");
  const right = says(h("aside", { id: "side-right", class: "side side-right" }), "side.details", "aria-label");
  const places: Shell["places"] = {
    left,
    right,
    stage: h("div", { class: "stage" }),
    tools: says(h("div", { class: "tools", role: "group" }), "stage.tools", "aria-label"),
    list: h("div", { id: "list", class: "list-place" }),
    under: h("div", { class: "under" }),
    table: h("div"),
    map: h("div"),
    ask: h("div"),
    about: h("div"),
  };
  places.stage.append(places.tools);
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
  const language = createPicker("language", says, LANGUAGES, (each) => OWN_NAMES[each], (each) => store.dispatch({ do: "set-language", language: each }));
  const theme = createPicker("theme", says, THEMES, (each) => say(`theme.${each}`), (each: Theme) => store.dispatch({ do: "set-theme", theme: each }));
  const title = says(h("h1", { class: "title" }), "title");
  const element = h(
    "div",
    { class: "page" },
    says(h("a", { class: "skip", href: "#list", onclick: skip }), "skip-to-list"),
    h("header", { class: "header" }, title, search.element, h("div", { class: "pickers" }, says(filtersButton, "filters.show"), language.element, theme.element), tabs.element),
    h("div", { class: "body" }, left, h("main", { class: "main" }, TABS.map((tab) => panels[tab])), right),
  );

  function toggleFilters(): void {
    const open = left.hidden;
    left.hidden = !open;
    filtersButton.setAttribute("aria-expanded", String(open));
    element.classList.toggle("without-left", !open);
  }

  function skip(event: Event): void {
    event.preventDefault();
    const first = places.list.querySelector<HTMLElement>("button[tabindex='0'], button, [tabindex]");
    (first ?? places.list).focus();
  }

  left.hidden = true;
  if (window.matchMedia(WIDE).matches) toggleFilters();
  else filtersButton.setAttribute("aria-expanded", "false");

  return {
    element,
    search,
    places,
    update(state) {
      tabs.update(state.tab);
      for (const tab of TABS) panels[tab].hidden = tab !== state.tab;
      language.select.value = state.language;
      theme.select.value = state.theme;
      element.dataset["tab"] = state.tab;
    },
    translate() {
      for (const write of texts) write();
      search.translate();
    },
  };
}

type Says = <E extends HTMLElement>(element: E, key: string, attribute?: string) => E;

/** Tabs by the pattern of the ARIA Authoring Practices: arrows move between them and open at once. */
function createTabs({ store }: Context, says: Says): { element: HTMLElement; update(tab: Tab): void } {
  const tabs = TABS.map((tab) =>
    says(
      h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, class: "tab", onclick: () => store.dispatch({ do: "open-tab", tab }), onkeydown: press }),
      `tab.${tab}`,
    ),
  );
  const element = says(h("div", { role: "tablist", class: "tabs" }, tabs), "tabs.label", "aria-label");

  function press(event: KeyboardEvent): void {
    const place = TABS.indexOf(store.state.tab);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + TABS.length) % TABS.length;
    store.dispatch({ do: "open-tab", tab: TABS[next]! });
    tabs[next]!.focus();
  }

  return {
    element,
    update(open) {
      TABS.forEach((tab, place) => {
        tabs[place]!.setAttribute("aria-selected", String(tab === open));
        tabs[place]!.tabIndex = tab === open ? 0 : -1;
      });
    },
  };
}

/** A list to choose from, which is a combobox to assistive tools. */
function createPicker<T extends string>(
  name: string,
  says: Says,
  choices: readonly T[],
  nameOf: (choice: T) => string,
  choose: (choice: T) => void,
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
  const label = says(h("span", { class: "picker-label" }), `${name}.label`);
  return { element: h("label", { class: `picker picker-${name}` }, label, select), select };
}
