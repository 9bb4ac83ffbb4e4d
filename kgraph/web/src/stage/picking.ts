/** Which edge lies under a click: a few thousand distances, far cheaper than letting the picture draw every edge twice. */

export interface Point {
  x: number;
  y: number;
}

export interface Line {
  id: string;
  from: Point;
  to: Point;
  /** As in `RibbonLook`. */
  bend: number;
}

/** The line nearest to a point, none where all are farther than `reach` pixels. */
export function nearestLine(lines: Iterable<Line>, point: Point, reach: number): string | null {
  let best = reach;
  let found: string | null = null;
  for (const line of lines) {
    const away = line.bend === 0 ? toSegment(point, line.from, line.to) : toCurve(point, line);
    if (away < best) {
      best = away;
      found = line.id;
    }
  }
  return found;
}

export function toSegment(point: Point, from: Point, to: Point): number {
  const wayX = to.x - from.x;
  const wayY = to.y - from.y;
  const squared = wayX * wayX + wayY * wayY;
  const along = squared === 0 ? 0 : ((point.x - from.x) * wayX + (point.y - from.y) * wayY) / squared;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - share * wayX, point.y - from.y - share * wayY);
}

const PIECES = 12;

function toCurve(point: Point, line: Line): number {
  let best = Infinity;
  let before = line.from;
  for (let piece = 1; piece <= PIECES; piece += 1) {
    const place = curvePoint(line, piece / PIECES);
    best = Math.min(best, toSegment(point, before, place));
    before = place;
  }
  return best;
}

/**
 * A point of a bent line, `along` from 0 to 1.
 *
 * The screen's y runs downward and the shader's upward, so what bends to the left there bends to the left here with
 * the other sign.
 */
export function curvePoint({ from, to, bend }: Line, along: number): Point {
  const middle = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bend,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bend,
  };
  const rest = 1 - along;
  return {
    x: rest * rest * from.x + 2 * rest * along * middle.x + along * along * to.x,
    y: rest * rest * from.y + 2 * rest * along * middle.y + along * along * to.y,
  };
}
