/** The picture where there is no WebGL: an SVG drawn anew for each view, which can be zoomed, scrolled and clicked. */

import type { Context, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import type { State } from "../state.ts";
import type { Stage } from "./stage.ts";

/** Draws a view. What can be chosen carries `data-node` or `data-edge` with its id. */
export type DrawSvg = (view: View, context: Context) => SVGSVGElement;

export function createStillStage(context: Context, first: View, drawSvg: DrawSvg): Stage {
  const frame = h("div", { class: "stage-frame", onclick: choose });
  const note = h("p", { class: "stage-note" }, context.say("stage.no-webgl"));
  const element = h("div", { class: "stage-still", "aria-hidden": "true" }, frame, note);
  let seen: View = first;
  let scale = 1;

  function choose(event: Event): void {
    const marked = (event.target as Element).closest<SVGElement>("[data-node], [data-edge]");
    const node = marked?.getAttribute("data-node");
    const edge = marked?.getAttribute("data-edge");
    const id = node ?? edge;
    context.store.dispatch({ do: "choose", choice: id ? { what: node ? "node" : "edge", id } : null });
  }

  function draw(): void {
    fill(frame, drawSvg(seen, context));
    resize();
  }

  function resize(): void {
    frame.style.width = frame.style.height = `${100 * scale}%`;
  }

  draw();
  return {
    element,
    update(view: View, state: State) {
      void state;
      seen = view;
      note.textContent = context.say("stage.no-webgl");
      draw();
    },
    zoom(factor) {
      scale = Math.min(12, Math.max(1, scale * factor));
      resize();
    },
    fit() {
      scale = 1;
      resize();
    },
    repaint: draw,
    finish: () => undefined,
    toBlob: () => Promise.resolve(null),
    settle: () => Promise.resolve(),
  };
}
