/** A name that leads to the thing it names: in its own language, and set apart from the words around it in its own direction. */

import type { Context } from "../context.ts";
import { h } from "../dom.ts";
import type { Language, NodeData } from "../page.ts";

export function endButton({ model, store }: Context, node: NodeData, language: Language): HTMLButtonElement {
  const name = model.name(node, language);
  const choose = (): void => store.dispatch({ do: "choose", choice: { what: "node", id: node.id } });
  return h("button", { type: "button", class: "end", lang: name.language || null, dir: "auto", onclick: choose }, name.text);
}
