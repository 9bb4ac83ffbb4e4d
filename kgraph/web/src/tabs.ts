/** The strip of tabs, by the pattern of the ARIA Authoring Practices: arrows move between them and open at once. */

import type { Context } from "./context.ts";
import { h } from "./dom.ts";
import { TABS, type Tab } from "./state.ts";
import type { Says } from "./texts.ts";

export interface Tabs {
  element: HTMLElement;
  update(tab: Tab): void;
}

export function createTabs({ store }: Context, says: Says): Tabs {
  const tabs = TABS.map((tab) =>
    says(
      h("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`, class: "tab", onclick: () => store.dispatch({ do: "open-tab", tab }), onkeydown: press }),
      `tab.${tab}`,
    ),
  );
  const element = says(h("div", { role: "tablist", class: "tabs" }, tabs), "tabs.label", "aria-label");
  // told of the first size too, which is known without asking for it
  new ResizeObserver(reveal).observe(element);

  function press(event: KeyboardEvent): void {
    const place = TABS.indexOf(store.state.tab);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + TABS.length) % TABS.length;
    store.dispatch({ do: "open-tab", tab: TABS[next]! });
    tabs[next]!.focus();
  }

  /** Brings the open tab into sight where the strip is wider than the screen; the page itself must not scroll for it. */
  function reveal(): void {
    const open = tabs[TABS.indexOf(store.state.tab)]!;
    element.scrollLeft = scrollFor({ start: open.offsetLeft - element.offsetLeft, width: open.offsetWidth }, { at: element.scrollLeft, width: element.clientWidth });
  }

  return {
    element,
    update(open) {
      const before = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
      TABS.forEach((tab, place) => {
        tabs[place]!.setAttribute("aria-selected", String(tab === open));
        tabs[place]!.tabIndex = tab === open ? 0 : -1;
      });
      if (before >= 0 && TABS[before] !== open) reveal();
    },
  };
}

/** How much of its neighbour stays in sight beside the open tab, which tells that there are more: in pixels. */
const PEEK = 32;

/** Where a strip must be scrolled to so that a tab of it is in sight: no further than it takes, in pixels. */
export function scrollFor(tab: { start: number; width: number }, strip: { at: number; width: number }): number {
  const from = Math.max(0, tab.start - PEEK);
  const to = tab.start + tab.width + PEEK;
  if (from < strip.at) return from;
  return to > strip.at + strip.width ? to - strip.width : strip.at;
}
