/** Figures of one measure as a small chart: one mark a value, at the middle of its period; bounds as an open side. */

import type { Context } from "./context.ts";
import { s } from "./dom.ts";
import type { FigureData, Language } from "./page.ts";

const WIDTH = 300;
const HEIGHT = 120;
const EDGE = { left: 8, right: 8, top: 14, bottom: 20 };

interface Mark {
  figure: FigureData;
  /** Middle of the period, in milliseconds. */
  when: number;
  value: number;
}

/** Draws the figures of one measure, or returns null where fewer than two have a period: then words say it better. */
export function drawChart(context: Context, measure: string, figures: readonly FigureData[], language: Language): SVGSVGElement | null {
  const marks = figures.flatMap(placeInTime).sort((one, other) => one.when - other.when);
  if (new Set(marks.map((mark) => mark.when)).size < 2) return null;
  const first = marks[0]!;
  const last = marks[marks.length - 1]!;
  const top = Math.max(...marks.map((mark) => mark.value), 1);
  const x = (when: number): number => round(EDGE.left + ((when - first.when) / (last.when - first.when)) * (WIDTH - EDGE.left - EDGE.right));
  const y = (value: number): number => round(HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom));
  const described = context.say("chart.describe", {
    measure: context.model.page.concepts[measure]?.label[language] ?? measure,
    count: marks.length,
    first: yearOf(first.when),
    last: yearOf(last.when),
  });
  return s(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": described },
    s("line", { class: "axis", x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(0), y2: y(0) }),
    marks.map((mark) => s("line", { class: "stem", x1: x(mark.when), x2: x(mark.when), y1: y(0), y2: y(mark.value) })),
    marks.map((mark) => drawMark(mark, x(mark.when), y(mark.value))),
    s("text", { x: EDGE.left, y: HEIGHT - 5 }, yearOf(first.when)),
    s("text", { x: WIDTH - EDGE.right, y: HEIGHT - 5, "text-anchor": "end" }, yearOf(last.when)),
    s("text", { x: EDGE.left, y: EDGE.top - 4 }, new Intl.NumberFormat(language, { notation: "compact" }).format(top)),
  );
}

/** An exact value is a disc; of "more than" and the like only one side is known, so the disc stays open. */
function drawMark({ figure }: Mark, x: number, y: number): SVGElement {
  return s("circle", { class: figure.bound === "exact" ? "mark exact" : "mark open", cx: x, cy: y, r: 4 });
}

function placeInTime(figure: FigureData): Mark[] {
  const [start, end] = [Date.parse(figure.start || figure.end), Date.parse(figure.end || figure.start)];
  const value = Number(figure.value);
  return Number.isNaN(start) || Number.isNaN(end) || Number.isNaN(value) ? [] : [{ figure, when: (start + end) / 2, value }];
}

function yearOf(when: number): string {
  return String(new Date(when).getUTCFullYear());
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
