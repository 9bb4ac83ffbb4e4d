/** The picture as SVG from the view alone: where there is no WebGL, to take away, and for print. */

import type { Context, View, ViewEdge } from "../context.ts";
import { s } from "../dom.ts";
import type { NodeData } from "../page.ts";
import { shapePath } from "../shapes.ts";
import { INKS, type PlainTheme, plainTheme } from "../theme.ts";
import { type PlacedLabel, placeLabels, shortenName } from "./labels.ts";
import { type Dash, DASHES, type Mood, bendEdges, edgeLook, nodeLook, radiusOf } from "./looks.ts";

/** Units of the layout to one unit of the picture's lines and letters. */
const UNIT = 12;
/** Height of the letters of names, in such units. */
const NAME_SIZE = 16;

export function drawSvg(view: View, context: Context, theme: PlainTheme = plainTheme(context.store.state.theme)): SVGSVGElement {
  const { model, store } = context;
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
    s(
      "g",
      { fill: INKS[theme].text, stroke: INKS[theme].ground, "paint-order": "stroke", "font-size": NAME_SIZE * UNIT, "stroke-width": 3 * UNIT },
      placeNames(context, view, placed, box).map((label) => drawName(context, label, box)),
    ),
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
  if (view.lit.size === 0) return node.labelled === true;
  // of many that stand out those bear their names that bear them at rest
  return view.lit.has(node.id) && (view.lit.size < 60 || node.labelled === true);
}

/** So many names at the most. */
const MOST_NAMES = 60;
/** Width of a letter against its height, at the most that is usual: nothing can be measured before it is drawn. */
const LETTER = 0.58;

/** Names as in the moving picture: what is chosen first, then the best attested, none on top of another. */
function placeNames({ model, store }: Context, view: View, nodes: readonly NodeData[], box: readonly [number, number, number, number]): PlacedLabel[] {
  const chosen = store.state.chosen?.id;
  const named = nodes.filter((node) => isNamed(view, node)).sort((one, other) => Number(other.id === chosen) - Number(one.id === chosen) || other.evidence - one.evidence);
  const spots = named.map((node) => {
    const text = shortenName(model.name(node, store.state.language).text);
    return { id: node.id, text, x: ((node.x ?? 0) - box[0]) / UNIT, y: (-(node.y ?? 0) - box[1]) / UNIT, radius: radiusOf(node) / UNIT, size: NAME_SIZE, bold: false };
  });
  const measure = ({ text, size }: { text: string; size: number }): number => LETTER * size * [...text].length;
  return placeLabels(spots, measure, { width: box[2] / UNIT, height: box[3] / UNIT }, [], MOST_NAMES);
}

function drawName({ model, store }: Context, label: PlacedLabel, box: readonly [number, number, number, number]): SVGElement {
  const node = model.nodes.get(label.id);
  const language = node ? model.name(node, store.state.language).language : "";
  return s("text", { x: Math.round(box[0] + label.left * UNIT), y: Math.round(box[1] + label.base * UNIT), lang: language || null }, label.text);
}
