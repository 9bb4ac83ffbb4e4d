/**
 * The search box with its list of results by kind, worked by keys as the ARIA Authoring Practices say of a combobox.
 *
 * Its role stays that of a search box, by which readers and tests find it; that role has no expanded state, so the
 * live region says how many results there are.
 */

import type { Context } from "./context.ts";
import { fill, h, quoted } from "./dom.ts";
import { type Hit, type Search, groupByKind } from "./search.ts";
import { kindSign } from "./shapes.ts";

export interface SearchBox {
  element: HTMLElement;
  /** Writes all texts anew in the reader's language. */
  translate(): void;
  /** Gives it the index, and answers what has been typed meanwhile. */
  open(search: Search): void;
}

export function createSearchBox(context: Context): SearchBox {
  const { model, store, say } = context;
  const input = h("input", {
    type: "search",
    id: "search",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": "search-results",
    oninput: answer,
    onkeydown: press,
    onfocus: answer,
  });
  const label = h("label", { for: "search", class: "unseen" });
  const list = h("div", { id: "search-results", class: "search-results", tabindex: "0", hidden: true });
  const element = h("div", { class: "search", role: "search", onfocusout: leave }, label, input, list);
  let search: Search | null = null;
  let options: { hit: Hit; element: HTMLElement }[] = [];
  let active = -1;

  function answer(): void {
    const text = input.value.trim();
    active = -1;
    input.removeAttribute("aria-activedescendant");
    if (!search || text === "") return close();
    const hits = search.find(text);
    options = [];
    fill(list, hits.length > 0 ? groupByKind(hits).map(([kind, group]) => showGroup(kind, group)) : h("p", { class: "search-none" }, say("search.none")));
    // a list of no options is no listbox
    if (hits.length > 0) list.setAttribute("role", "listbox");
    else list.removeAttribute("role");
    list.setAttribute("aria-label", say("search.found", { count: hits.length }));
    list.hidden = false;
    context.announce(hits.length > 0 ? say("search.found", { count: hits.length }) : say("search.none"));
  }

  function showGroup(kind: string, hits: Hit[]): HTMLElement {
    const data = model.page.kinds[kind];
    const name = data?.label[store.state.language] ?? kind;
    const heading = `search-kind-${kind}`;
    return h(
      "div",
      { role: "group", "aria-labelledby": heading },
      h("div", { id: heading, class: "search-kind", role: "presentation" }, kindSign(data), name),
      hits.map(showHit),
    );
  }

  function showHit(hit: Hit): HTMLElement {
    const shown = model.name(hit.node, store.state.language);
    const option = h(
      "div",
      { role: "option", id: `search-hit-${options.length}`, class: "search-hit", "aria-selected": "false", onmousedown: (event: Event) => event.preventDefault(), onclick: () => choose(hit) },
      quoted(shown.text, shown.language),
      hit.name === shown.text ? null : h("span", { class: "search-other" }, quoted(hit.name, hit.language)),
    );
    options.push({ hit, element: option });
    return option;
  }

  function press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
      event.preventDefault();
    } else if (list.hidden && event.key === "ArrowDown") answer();
    else if (list.hidden || options.length === 0) return;
    else if (event.key === "ArrowDown") step(event, active + 1);
    else if (event.key === "ArrowUp") step(event, active - 1);
    else if (event.key === "Enter") {
      const option = options[Math.max(active, 0)];
      if (option) choose(option.hit);
      event.preventDefault();
    }
  }

  function step(event: Event, to: number): void {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = (to + options.length) % options.length;
    const option = options[active]!.element;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
    event.preventDefault();
  }

  function choose(hit: Hit): void {
    input.value = model.name(hit.node, store.state.language).text;
    close();
    store.dispatch({ do: "choose", choice: { what: "node", id: hit.node.id } });
  }

  function leave(event: FocusEvent): void {
    if (!element.contains(event.relatedTarget as Node | null)) close();
  }

  function close(): void {
    list.hidden = true;
    options = [];
    active = -1;
    input.removeAttribute("aria-activedescendant");
  }

  function translate(): void {
    label.textContent = say("search.label");
    input.placeholder = say("search.hint");
    close();
  }

  translate();
  return {
    element,
    translate,
    open(found) {
      search = found;
      if (document.activeElement === input && input.value !== "") answer();
    },
  };
}
