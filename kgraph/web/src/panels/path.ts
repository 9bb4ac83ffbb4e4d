/** Paths between two things: asked for by name, shown hop by hop, each hop a sentence that leads to its evidence. */

import type { Context, Panel, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import { type Path, findPaths } from "../paths.ts";
import { fold as foldText } from "../search.ts";
import type { State } from "../state.ts";

export function createPathPanel(context: Context): Panel {
  const { model, say, store } = context;
  const summary = h("summary");
  const from = createEnd(context, "path-from");
  const to = createEnd(context, "path-to");
  const message = h("p", { class: "message-line", role: "status" });
  const find = h("button", { type: "submit", class: "button primary" });
  const clear = h("button", { type: "button", class: "button", onclick: () => store.dispatch({ do: "follow", route: null }) });
  const form = h("form", { class: "path-form", onsubmit: submit }, from.element, to.element, h("p", { class: "actions" }, find, clear), message);
  const found = h("div", { class: "paths" });
  const element = h("details", { class: "panel path" }, summary, form, found);
  let shown = "";
  let followed = false;

  function submit(event: Event): void {
    event.preventDefault();
    const ends = [from, to].map((end) => end.read());
    const missing = [from, to].find((_, place) => !ends[place]);
    message.textContent = missing ? say("path.unknown", { name: missing.text() }) : "";
    if (ends[0] && ends[1]) store.dispatch({ do: "follow", route: { from: ends[0], to: ends[1], place: 0 } });
  }

  function update(_view: View, state: State): void {
    summary.textContent = say("path.title");
    find.textContent = say("path.find");
    clear.textContent = say("path.clear");
    clear.hidden = !state.route;
    from.translate(say("path.from"));
    to.translate(say("path.to"));
    const { route } = state;
    // unfolded while a path is followed
    if (route) element.open = true;
    else if (followed) element.open = false;
    followed = route !== null;
    const key = [route?.from, route?.to, route?.place, state.language, route ? sentenceOf(context, state) : ""].join("\n");
    if (key === shown) return;
    const startsAnew = shown !== "" && !shown.startsWith(`${route?.from}\n\n`);
    shown = key;
    // whoever asks for a path from a thing is to say where to
    if (route?.to === "" && startsAnew) to.focus();
    from.show(route?.from, state);
    to.show(route?.to, state);
    fill(found, route?.from && route.to ? describePaths(state) : null);
  }

  function describePaths(state: State): HTMLElement[] {
    const { route } = state;
    const paths = route ? findPaths(model, route.from, route.to) : [];
    if (paths.length === 0) return [h("p", null, say("path.none"))];
    return paths.map((path, place) => describePath(path, place, place === route?.place, state));
  }

  function describePath(path: Path, place: number, open: boolean, state: State): HTMLElement {
    const title = h(
      "button",
      {
        type: "button",
        class: "path-title",
        "aria-pressed": String(open),
        onclick: () => state.route && store.dispatch({ do: "follow", route: { ...state.route, place } }),
      },
      say("path.weakest", { place: place + 1, count: path.weakest }),
    );
    const hops = path.edges.map((edge) =>
      h(
        "li",
        null,
        h("span", { class: "sentence" }, context.sentence(edge.states[0]?.id ?? "")),
        " ",
        h("button", { type: "button", class: "read", onclick: () => store.dispatch({ do: "choose", choice: { what: "edge", id: edge.id } }) }, say("evidence.sources", { count: edge.sources })),
      ),
    );
    return h("section", { class: open ? "way open" : "way" }, title, h("ol", { class: "hops" }, hops));
  }

  return { element, update };
}

/** Changes when the sentences of a language have been read, so that the hops are written anew with them. */
function sentenceOf({ model, sentence }: Context, { route }: State): string {
  const edge = route ? model.edgesAt(route.from).find((each) => each.states.length > 0) : undefined;
  return edge ? sentence(edge.states[0]!.id) : "";
}

interface End {
  element: HTMLElement;
  /** The id of what the reader has named, or an empty text. */
  read(): string;
  text(): string;
  focus(): void;
  show(id: string | undefined, state: State): void;
  translate(label: string): void;
}

/** A field with all names to choose from: the browser's own list, which every phone and reader knows. */
function createEnd({ model }: Context, id: string): End {
  const label = h("label", { for: id });
  const options = h("datalist", { id: `${id}-names` });
  const input = h("input", { type: "text", id, list: `${id}-names`, autocomplete: "off", spellcheck: "false", onfocus: offer });
  let names: Map<string, string> | null = null;

  /** A thing's names lead to it; where two share one, the better attested. */
  function index(): Map<string, string> {
    if (names) return names;
    names = new Map();
    const drawn = model.page.nodes.filter((node) => node.x !== undefined).sort((one, other) => other.evidence - one.evidence);
    for (const node of drawn) {
      for (const text of [node.label, node.id, ...node.names.map(([name]) => name)]) {
        if (!names.has(foldText(text))) names.set(foldText(text), node.id);
      }
    }
    return names;
  }

  function offer(): void {
    if (options.childElementCount > 0) return;
    const labels = model.page.nodes.filter((node) => node.x !== undefined).map((node) => node.label);
    fill(options, [...new Set(labels)].sort().map((text) => h("option", { value: text })));
  }

  return {
    element: h("div", { class: "path-end" }, label, input, options),
    read: () => index().get(foldText(input.value.trim())) ?? "",
    text: () => input.value.trim(),
    focus: () => input.focus(),
    show(node, state) {
      const found = node ? model.nodes.get(node) : undefined;
      if (found) input.value = model.name(found, state.language).text;
      else if (node === undefined) input.value = "";
    },
    translate(text) {
      label.textContent = text;
    },
  };
}
