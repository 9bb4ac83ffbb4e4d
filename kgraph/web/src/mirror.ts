/**
 * The list beside the picture: the same graph for keyboard and assistive tools, kept in step by the state alone.
 *
 * One button takes the focus at a time. Up and down go to the next thing, left and right along its relations, which the
 * live region says; Enter reads, Escape comes back to the very button.
 */

import type { Context, Panel, View, ViewEdge } from "./context.ts";
import { fill, h } from "./dom.ts";
import type { NodeData } from "./page.ts";
import { focusOnReading } from "./reading.ts";
import type { State } from "./state.ts";

/** So many buttons at a time: thousands would slow every reader down. */
const AT_ONCE = 100;

export function createMirror(context: Context): Panel {
  const { model, say, store, announce } = context;
  const title = h("h2", { class: "list-title", id: "list-title" });
  const help = h("p", { class: "quiet", id: "list-help" });
  const list = h("ul", { role: "list", class: "mirror-list", "aria-labelledby": "list-title", "aria-describedby": "list-help" });
  const more = h("button", { type: "button", class: "more", onclick: () => grow() });
  const element = h("section", { class: "mirror", "aria-labelledby": "list-title" }, title, help, list, more);
  let nodes: NodeData[] = [];
  let edgesOf = new Map<string, ViewEdge[]>();
  let shown = 0;
  let current = "";
  let step = -1;
  let seen: { view: View; language: string } | null = null;
  let opener: HTMLElement | null = null;

  list.addEventListener("keydown", press);
  document.addEventListener("keydown", (event) => event.key === "Escape" && comeBack(event));

  return {
    element,
    update(view: View, state: State) {
      if (!seen || seen.view !== view || seen.language !== state.language) write(view, state);
      seen = { view, language: state.language };
      const chosen = state.chosen?.what === "node" ? state.chosen.id : "";
      for (const button of list.querySelectorAll("button")) button.toggleAttribute("data-chosen", button.dataset["id"] === chosen);
    },
  };

  function write(view: View, state: State): void {
    const held = document.activeElement instanceof HTMLElement && list.contains(document.activeElement);
    edgesOf = indexEdges(view.edges);
    nodes = [...view.nodes].sort((one, other) => countOf(other) - countOf(one) || (one.label < other.label ? -1 : 1));
    title.textContent = say("list.title");
    help.textContent = say("list.help");
    shown = Math.min(Math.max(shown, AT_ONCE), nodes.length);
    if (!nodes.slice(0, shown).some((node) => node.id === current)) current = nodes[0]?.id ?? "";
    fill(list, nodes.slice(0, shown).map((node) => createItem(node, state)));
    tellMore();
    if (held) buttonOf(current)?.focus();
  }

  function countOf(node: NodeData): number {
    return edgesOf.get(node.id)?.length ?? 0;
  }

  function createItem(node: NodeData, state: State): HTMLElement {
    const name = model.name(node, state.language);
    const button = h(
      "button",
      { type: "button", dataset: { id: node.id }, tabindex: node.id === current ? "0" : "-1", onclick: (event: Event) => open(event, node.id) },
      h("span", { lang: name.language, dir: "auto" }, name.text),
      h("span", { class: "quiet" }, ` ${say("list.ties", { count: countOf(node) })}`),
    );
    return h("li", null, button);
  }

  function tellMore(): void {
    more.hidden = shown >= nodes.length;
    more.textContent = say("show-all", { count: Math.min(AT_ONCE, nodes.length - shown) });
  }

  function grow(): void {
    const from = shown;
    shown = Math.min(shown + AT_ONCE, nodes.length);
    list.append(...nodes.slice(from, shown).map((node) => createItem(node, store.state)));
    tellMore();
    const next = nodes[from];
    if (next) moveTo(next.id);
  }

  function press(event: KeyboardEvent): void {
    const place = nodes.findIndex((node) => node.id === current);
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(nodes[Math.min(place + 1, shown - 1)]?.id),
      ArrowUp: () => moveTo(nodes[Math.max(place - 1, 0)]?.id),
      Home: () => moveTo(nodes[0]?.id),
      End: () => moveTo(nodes[shown - 1]?.id),
      ArrowRight: () => walk(1),
      ArrowLeft: () => walk(-1),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  function moveTo(id: string | undefined): void {
    if (!id) return;
    const before = buttonOf(current);
    if (before) before.tabIndex = -1;
    current = id;
    step = -1;
    if (store.state.marked.length > 0) store.dispatch({ do: "mark", nodes: [] });
    const button = buttonOf(id);
    if (button) button.tabIndex = 0;
    button?.focus();
  }

  function walk(by: number): void {
    const node = model.nodes.get(current);
    const edges = edgesOf.get(current) ?? [];
    if (!node) return;
    const { language } = store.state;
    if (edges.length === 0) return announce(say("list.no-ties", { name: model.name(node, language).text }));
    step = step < 0 ? (by > 0 ? 0 : edges.length - 1) : (step + by + edges.length) % edges.length;
    const { edge } = edges[step]!;
    store.dispatch({ do: "mark", nodes: [edge.source.id, edge.target.id] });
    announce(
      say("list.step", {
        from: model.name(edge.source, language).text,
        relation: model.page.relations[edge.relation]?.label[language] ?? edge.relation,
        to: model.name(edge.target, language).text,
        place: step + 1,
        count: edges.length,
      }),
    );
  }

  /** Enter and click: what is walked along is read; else the thing itself. */
  function open(event: Event, id: string): void {
    const edge = id === current && step >= 0 ? edgesOf.get(id)?.[step]?.edge : undefined;
    current = id;
    store.dispatch({ do: "choose", choice: edge ? { what: "edge", id: edge.id } : { what: "node", id } });
    opener = buttonOf(id) ?? null;
    // a click by mouse leaves the focus where it is
    if ((event as MouseEvent).detail === 0) focusOnReading();
  }

  function comeBack(event: KeyboardEvent): void {
    const inside = document.activeElement?.closest(".organisation, .evidence");
    const open = store.state.chosen !== null;
    if (event.defaultPrevented || (!inside && !open)) return;
    store.dispatch({ do: "choose", choice: null });
    if (!inside) return;
    const back = opener ? buttonOf(opener.dataset["id"] ?? "") : null;
    (back ?? buttonOf(current))?.focus();
  }

  function buttonOf(id: string): HTMLButtonElement | null {
    return list.querySelector<HTMLButtonElement>(`button[data-id="${CSS.escape(id)}"]`);
  }
}

function indexEdges(edges: readonly ViewEdge[]): Map<string, ViewEdge[]> {
  const at = new Map<string, ViewEdge[]>();
  const add = (id: string, each: ViewEdge): void => void (at.get(id)?.push(each) ?? at.set(id, [each]));
  for (const each of edges) {
    add(each.edge.source.id, each);
    if (each.edge.target !== each.edge.source) add(each.edge.target.id, each);
  }
  return at;
}
