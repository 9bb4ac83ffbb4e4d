/** The shapes of kinds as SVG paths, the same as the picture's; for legends, lists and the still picture. */

import { s } from "./dom.ts";
import type { KindData, Shape } from "./page.ts";

/** Corners of each shape around 0, 0, chosen so that all shapes look about as large as a circle of radius 1. */
const CORNERS: Record<Exclude<Shape, "circle">, readonly (readonly [number, number])[]> = {
  square: ring(4, 1.2, 45),
  diamond: ring(4, 1.25, 0),
  triangle: ring(3, 1.35, -90),
  "triangle-down": ring(3, 1.35, 90),
  hexagon: ring(6, 1.1, 0),
  star: star(),
};

function ring(corners: number, radius: number, turn: number): [number, number][] {
  return Array.from({ length: corners }, (_, place) => {
    const angle = ((turn + (360 * place) / corners) * Math.PI) / 180;
    return [round(radius * Math.cos(angle)), round(radius * Math.sin(angle))];
  });
}

function star(): [number, number][] {
  const outer = ring(5, 1.4, -90);
  const inner = ring(5, 0.63, -54);
  return outer.flatMap((corner, place): [number, number][] => [corner, inner[place]!]);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The `d` of a path: a shape of a radius around a point. */
export function shapePath(shape: Shape, radius: number, x = 0, y = 0): string {
  if (shape === "circle") {
    return `M${round(x - radius)} ${round(y)}a${round(radius)} ${round(radius)} 0 1 0 ${round(2 * radius)} 0a${round(radius)} ${round(radius)} 0 1 0 ${round(-2 * radius)} 0Z`;
  }
  const corners = CORNERS[shape].map(([cx, cy]) => `${round(x + radius * cx)} ${round(y + radius * cy)}`);
  return `M${corners.join("L")}Z`;
}

/** A small sign of a kind in its colour; what it means stands in words beside it. */
export function kindSign(kind: KindData | undefined, size = 14): SVGSVGElement {
  const path = s("path", { d: shapePath(kind?.shape ?? "diamond", 0.68) });
  return s("svg", { class: `sign hue-${kind?.hue ?? "grey"}`, viewBox: "-1 -1 2 2", width: size, height: size, "aria-hidden": "true" }, path);
}
