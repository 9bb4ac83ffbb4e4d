/** The picture as SVG from the view alone: where there is no WebGL, to take away, and for print. */

import type { Context, View, ViewEdge } from "../context.ts";
import { s } from "../dom.ts";
import type { NodeData } from "../page.ts";
import { shapePath } from "../shapes.ts";
import { INKS, plainTheme } from "../theme.ts";
import { shortenName } from "./labels.ts";
import { type Dash, DASHES, type Mood, bendEdges, edgeLook, nodeLook, radiusOf } from "./looks.ts";

/** Units of the layout to one unit of the picture's lines and letters. */
const UNIT = 12;

export function drawSvg(view: View, context: Context): SVGSVGElement {
  const { model, store } = context;
  const theme = plainTheme(store.state.theme);
  const mood: Mood = { page: model.page, theme, lit: view.lit, chosen: store.state.chosen?.id ?? null };
  const placed = view.nodes.filter((node) => node.x !== undefined);
  const box = boxOf(placed);
  const bends = bendEdges(view.edges.map(({ edge }) => edge));
  const ordered = [...placed].sort((one, other) => nodeLook(mood, one).level - nodeLook(mood, other).level);
  return s(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", class: "still", viewBox: box.join(" "), "font-family": "system-ui, sans-serif" },
    s("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: INKS[theme].ground }),
    s("g", { fill: "none" }, [...view.edges].sort((one, other) => edgeLook(mood, one).level - edgeLook(mood, other).level).map((each) => drawEdge(mood, each, bends))),
    s("g", null, ordered.map((node) => drawNode(mood, node))),
    s("g", { fill: INKS[theme].text, stroke: INKS[theme].ground, "paint-order": "stroke", "text-anchor": "middle" }, ordered.filter((node) => isNamed(view, node)).map((node) => drawName(context, node))),
  );
}

/** The whole file, for a download. */
export function writeSvg(view: View, context: Context): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawSvg(view, context))}\n`;
}

/** What shows everything, with a margin for names: left, top, width, height; the layout's y runs upward. */
function boxOf(nodes: readonly NodeData[]): [number, number, number, number] {
  if (nodes.length === 0) return [0, 0, 100, 100];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x = 0, y = 0 } of nodes) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, -y);
    bottom = Math.max(bottom, -y);
  }
  const margin = 40 * UNIT;
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}

function drawEdge(mood: Mood, each: ViewEdge, bends: ReadonlyMap<string, number>): SVGElement {
  const { edge } = each;
  const look = edgeLook(mood, each);
  const [from, to] = [edge.source, edge.target].map(({ x = 0, y = 0 }) => [x, -y] as const) as [readonly [number, number], readonly [number, number]];
  const bend = bends.get(edge.id) ?? 0;
  const middle = [(from[0] + to[0]) / 2 + (to[1] - from[1]) * bend, (from[1] + to[1]) / 2 - (to[0] - from[0]) * bend];
  const path = bend === 0 ? `L${to.join(" ")}` : `Q${middle.map(Math.round).join(" ")} ${to.join(" ")}`;
  return s("path", {
    d: `M${from.join(" ")}${path}`,
    "data-edge": edge.id,
    stroke: look.colour,
    "stroke-width": Math.round(look.width * UNIT),
    "stroke-dasharray": dashOf(look.dash),
  });
}

function dashOf(dash: Dash): string | null {
  return dash === "whole" ? null : DASHES[dash].map((length) => length * UNIT).join(" ");
}

function drawNode(mood: Mood, node: NodeData): SVGElement {
  const look = nodeLook(mood, node);
  return s("path", {
    d: shapePath(look.shape, radiusOf(node), node.x ?? 0, -(node.y ?? 0)),
    "data-node": node.id,
    fill: look.colour,
    stroke: look.ring ? INKS[mood.theme].ring : INKS[mood.theme].ground,
    "stroke-width": look.ring ? 3 * UNIT : UNIT / 2,
  });
}

function isNamed(view: View, node: NodeData): boolean {
  return view.lit.size > 0 ? view.lit.has(node.id) && view.lit.size < 60 : node.labelled === true;
}

function drawName({ model, store }: Context, node: NodeData): SVGElement {
  const size = 13 * UNIT;
  const name = model.name(node, store.state.language);
  return s(
    "text",
    { x: node.x ?? 0, y: -(node.y ?? 0) + radiusOf(node) + size, "font-size": size, "stroke-width": 3 * UNIT, lang: name.language || null },
    shortenName(name.text),
  );
}
