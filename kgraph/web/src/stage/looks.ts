/** How each node and edge is drawn now: pure, from the view and the theme. Shared by the picture and the still picture. */

import type { Edge, View, ViewEdge } from "../context.ts";
import { certaintyOf } from "../derive.ts";
import type { KindData, NodeData, PageData, Shape } from "../page.ts";
import { INKS, type PlainTheme, mix } from "../theme.ts";

/** How a line is broken: whole, or by one of the patterns below. */
export type Dash = "whole" | "between" | "possible" | "disputed" | "inferred";

/** Dash and gap in pixels of the screen; the still picture draws the same. */
export const DASHES: Record<Exclude<Dash, "whole">, readonly [dash: number, gap: number]> = {
  between: [12, 3],
  possible: [2, 4],
  disputed: [6, 4],
  inferred: [9, 6],
};

/** Relations in families, each with a hue of its own; what is not named here is grey. */
const RELATION_HUES: Readonly<Record<string, string>> = {
  memberOf: "blue",
  governingMemberOf: "blue",
  partOf: "blue",
  everMemberOf: "blue",
  governs: "blue",
  partnerOf: "green",
  funds: "olive",
  operates: "orange",
  owns: "orange",
  develops: "orange",
  succeeds: "orange",
  founderOf: "purple",
  endorses: "purple",
  carriesOut: "purple",
  supervises: "purple",
  campaignPartner: "vermillion",
  participatesIn: "vermillion",
  organises: "vermillion",
  involvedIn: "vermillion",
  publishes: "sky",
  covers: "sky",
};

/** The hues of relations, in the order in which a legend lists them. */
export const HUES_OF_RELATIONS: readonly string[] = [...new Set(Object.values(RELATION_HUES)), "grey"];

export function relationHue(relation: string): string {
  return RELATION_HUES[relation] ?? "grey";
}

/** Radius of a node in the unit of its place: its area tells how much evidence there is. */
export function radiusOf(node: NodeData): number {
  return node.size ?? 26 + 17 * Math.sqrt(node.evidence);
}

export interface NodeLook {
  colour: string;
  /** The colour of its kind, and how much of it shows, 0 to 1: `colour` is the two mixed on the ground. */
  hue: string;
  strength: number;
  shape: Shape;
  halo: number;
  ring: boolean;
  /** What is higher is drawn later. */
  level: number;
}

export interface EdgeLook {
  colour: string;
  dash: Dash;
  /** In pixels of the screen. */
  width: number;
  level: number;
}

/** What all looks of one picture depend on. */
export interface Mood {
  page: PageData;
  theme: PlainTheme;
  lit: View["lit"];
  chosen: string | null;
}

export function nodeLook(mood: Mood, node: NodeData): NodeLook {
  const kind: KindData | undefined = mood.page.kinds[node.kinds[0] ?? ""];
  const hue = mood.page.hues[mood.theme][kind?.hue ?? "grey"] ?? INKS[mood.theme].text;
  const isLit = mood.lit.size === 0 || mood.lit.has(node.id);
  const ring = mood.chosen === node.id;
  const strength = isLit ? 1 : mood.theme === "contrast" ? 0.28 : 0.18;
  return {
    colour: isLit ? hue : blend(hue, INKS[mood.theme].ground, 1 - strength),
    hue,
    strength,
    shape: kind?.shape ?? "diamond",
    halo: isLit ? haloOf(node) : 0,
    ring,
    level: ring ? 2 : mood.lit.size > 0 && isLit ? 1 : 0,
  };
}

/** Only what some dozen sources or more speak of shines. */
function haloOf(node: NodeData): number {
  return node.evidence < 12 ? 0 : Math.min(1, 0.35 + node.evidence / 90);
}

export function edgeLook(mood: Mood, { edge, held }: ViewEdge): EdgeLook {
  const inks = INKS[mood.theme];
  const certainty = certaintyOf(edge, held);
  const dash: Dash = certainty === "stated" ? "whole" : certainty;
  const strong = strongColour(mood, edge, certainty);
  if (mood.lit.size === 0) return { colour: blend(strong, inks.ground, restShare(mood, certainty)), dash, width: 1, level: 0 };
  if (!mood.lit.has(edge.id)) return { colour: inks.edgeQuiet, dash, width: 0.8, level: 0 };
  return { colour: strong, dash, width: edge.id === mood.chosen ? 3.2 : 1.4 + Math.min(1.6, 0.3 * edge.sources), level: edge.id === mood.chosen ? 3 : 1 };
}

/** How far a line at rest fades into the ground: a possible one further than a certain one. */
function restShare({ theme }: Mood, certainty: string): number {
  if (theme === "contrast") return certainty === "possible" ? 0.6 : 0.45;
  return certainty === "possible" ? 0.8 : certainty === "disputed" ? 0.45 : 0.68;
}

function strongColour({ page, theme }: Mood, edge: Edge, certainty: string): string {
  const inks = INKS[theme];
  if (certainty === "disputed") return inks.disputed;
  if (certainty === "inferred") return inks.inferred;
  const colour = page.hues[theme][relationHue(edge.relation)] ?? inks.strong;
  return certainty === "possible" ? blend(colour, inks.possible, 0.6) : colour;
}

const blends = new Map<string, string>();

/** A mix of two colours; there are few, and thousands of lines ask for them. */
function blend(one: string, other: string, share: number): string {
  const key = `${one}${other}${share}`;
  let colour = blends.get(key);
  if (colour === undefined) {
    colour = mix(one, other, share);
    blends.set(key, colour);
  }
  return colour;
}

/**
 * How far each edge bends so that those between the same two things lie side by side; 0 for all others.
 *
 * Edges that run the other way bend the other way round, since what is left and right turns with them.
 */
export function bendEdges(edges: Iterable<Edge>): Map<string, number> {
  const between = new Map<string, Edge[]>();
  for (const edge of edges) {
    const [one, other] = [edge.source.id, edge.target.id];
    const pair = one < other ? `${one} ${other}` : `${other} ${one}`;
    const group = between.get(pair);
    if (group) group.push(edge);
    else between.set(pair, [edge]);
  }
  const bends = new Map<string, number>();
  for (const group of between.values()) {
    if (group.length < 2) continue;
    group.forEach((edge, place) => {
      const turn = edge.source.id < edge.target.id ? 1 : -1;
      bends.set(edge.id, turn * 0.22 * (place - (group.length - 1) / 2));
    });
  }
  return bends;
}
