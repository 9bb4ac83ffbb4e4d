/** The names in the picture, chosen anew whenever the camera moves. */

import type Sigma from "sigma";
import type { Context, ViewEdge } from "../context.ts";
import { picture } from "../derive.ts";
import type { NodeData } from "../page.ts";
import { INKS, type PlainTheme } from "../theme.ts";
import { type PlacedLabel, type Spot, placeLabels, shortenName } from "./labels.ts";
import { type Mood, radiusOf } from "./looks.ts";
import { curvePoint } from "./picking.ts";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/** A node as large as this on the screen may bear its name, whether or not it does at rest. */
const NAMED_RADIUS = 6.5;
/** So few edges of the chosen thing bear the words of their relation. */
const FEW_EDGES = 12;

interface Scene {
  mood: Mood;
  shownEdges: ReadonlyMap<string, ViewEdge>;
  bends: ReadonlyMap<string, number>;
}

export function createNames(sigma: Sigma, { model, store }: Context, scene: () => Scene): { draw(): void } {
  // sigma's own layer of labels, which it sizes and clears, and otherwise leaves alone as its labels are off
  const canvas = sigma.getCanvases()["labels"]!.getContext("2d")!;
  const widths = new Map<string, number>();
  const ordered = [...picture(model).nodes].sort((one, other) => other.evidence - one.evidence);

  function spotOf(node: NodeData, lit: boolean): Spot | null {
    const place = sigma.getNodeDisplayData(node.id);
    if (!place || place.hidden) return null;
    const radius = sigma.scaleSize(place.size);
    if (!lit && !node.labelled && radius < NAMED_RADIUS) return null;
    const { x, y } = sigma.framedGraphToViewport(place);
    const { text } = model.name(node, store.state.language);
    const size = node.evidence >= 40 ? 14 : node.evidence >= 14 ? 13 : 12;
    return { id: node.id, text: shortenName(text), x, y, radius, size, bold: node.evidence >= 14 || lit };
  }

  function* spots(mood: Mood): Iterable<Spot> {
    const chosen = mood.chosen ? model.nodes.get(mood.chosen) : undefined;
    const first = chosen && spotOf(chosen, true);
    if (first) yield first;
    for (const node of ordered) {
      if (node === chosen || (mood.lit.size > 0 && !mood.lit.has(node.id))) continue;
      const spot = spotOf(node, mood.lit.has(node.id));
      if (spot) yield { ...spot, bold: spot.bold && node.evidence >= 14 };
    }
  }

  function measure(spot: Spot): number {
    const key = `${spot.size}${spot.bold} ${spot.text}`;
    let width = widths.get(key);
    if (width === undefined) {
      canvas.font = fontOf(spot);
      width = canvas.measureText(spot.text).width;
      widths.set(key, width);
    }
    return width;
  }

  function draw(): void {
    const { mood, shownEdges, bends } = scene();
    const { width, height } = sigma.getDimensions();
    canvas.clearRect(0, 0, width, height);
    const most = Math.round((width * height) / (mood.lit.size > 0 ? 9000 : 14_000));
    const placed = placeLabels(spots(mood), measure, { width, height }, [...largeNodes(), ...coveredParts()], most);
    writeRelations(mood, shownEdges, bends);
    for (const label of placed) write(canvas, label, mood.theme);
  }

  /** Squares around what is too large to be written over. */
  function largeNodes(): { left: number; top: number; right: number; bottom: number }[] {
    const boxes = [];
    for (const node of ordered) {
      if (radiusOf(node) < 100) continue;
      const place = sigma.getNodeDisplayData(node.id);
      if (!place || place.hidden) continue;
      const { x, y } = sigma.framedGraphToViewport(place);
      const reach = 0.8 * sigma.scaleSize(place.size);
      boxes.push({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });
    }
    return boxes;
  }

  /** Where buttons and notes lie over the picture: a name under them could not be read. */
  function coveredParts(): { left: number; top: number; right: number; bottom: number }[] {
    const { left, top } = sigma.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(".stage .tools, .stage .legend")].map((part) => {
      const box = part.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
    });
  }

  /** The relation in words along each edge that stands out, where there are few and it is long enough. */
  function writeRelations(mood: Mood, edges: Scene["shownEdges"], bends: Scene["bends"]): void {
    const lit = [...mood.lit].filter((id) => edges.has(id));
    if (lit.length > FEW_EDGES) return;
    for (const id of lit) {
      const { edge } = edges.get(id)!;
      const from = sigma.framedGraphToViewport(sigma.getNodeDisplayData(edge.source.id)!);
      const to = sigma.framedGraphToViewport(sigma.getNodeDisplayData(edge.target.id)!);
      const text = model.page.relations[edge.relation]?.label[store.state.language] ?? "";
      canvas.font = `11px ${FONT}`;
      if (canvas.measureText(text).width > 0.8 * Math.hypot(to.x - from.x, to.y - from.y)) continue;
      const middle = curvePoint({ id, from, to, bend: bends.get(id) ?? 0 }, 0.5);
      const angle = Math.atan2(to.y - from.y, to.x - from.x);
      canvas.save();
      canvas.translate(middle.x, middle.y);
      canvas.rotate(Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle);
      canvas.textAlign = "center";
      outline(canvas, text, 0, -4, mood.theme);
      canvas.restore();
    }
  }

  return { draw };
}

function fontOf({ size, bold }: Spot): string {
  return `${bold ? 600 : 450} ${size}px ${FONT}`;
}

function write(canvas: CanvasRenderingContext2D, label: PlacedLabel, theme: PlainTheme): void {
  canvas.font = fontOf(label);
  canvas.textAlign = "left";
  outline(canvas, label.text, label.left, label.base, theme);
}

/** Letters with a seam in the colour of the ground, to be read over lines. */
function outline(canvas: CanvasRenderingContext2D, text: string, x: number, y: number, theme: PlainTheme): void {
  canvas.lineJoin = "round";
  canvas.lineWidth = 3.5;
  canvas.strokeStyle = INKS[theme].ground;
  canvas.strokeText(text, x, y);
  canvas.fillStyle = INKS[theme].text;
  canvas.fillText(text, x, y);
}

/** The whole name on a plate, while the pointer is on a node. */
export function drawHover(
  canvas: CanvasRenderingContext2D,
  text: string,
  place: { x: number; y: number; size: number },
  theme: PlainTheme,
): void {
  canvas.font = `600 13px ${FONT}`;
  const width = canvas.measureText(text).width + 16;
  const left = place.x + place.size + 6;
  canvas.beginPath();
  canvas.roundRect(left, place.y - 13, width, 26, 6);
  canvas.fillStyle = INKS[theme].text;
  canvas.fill();
  canvas.fillStyle = INKS[theme].ground;
  canvas.textAlign = "left";
  canvas.fillText(text, left + 8, place.y + 4.5);
}
