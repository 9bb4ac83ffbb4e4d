/** Which country a press on the map means. Many are smaller on the screen than a finger: those have a round place around them. */

/** Half of the least target of WCAG 2.2 (2.5.8), in pixels of the screen. */
export const REACH = 12;

export interface Spot {
  code: string;
  /** Of its largest part, in units of the map. */
  x: number;
  y: number;
  /** The longer side of all of its shape, in units of the map. */
  span: number;
}

/** The longer side of a drawn shape, in the units of its path; 0 for one without a point. */
export function spanOf(path: string): number {
  const numbers = (path.match(/-?\d+/g) ?? []).map(Number);
  const span = (start: number): number => {
    const values = numbers.filter((_, place) => place % 2 === start);
    return Math.max(...values) - Math.min(...values);
  };
  return numbers.length === 0 ? 0 : Math.max(span(0), span(1));
}

/** The countries that are less than a target wide where a unit of the map is `scale` pixels. */
export function listSmall(spots: readonly Spot[], scale: number): Spot[] {
  return spots.filter(({ span }) => span * scale < 2 * REACH);
}

/**
 * The country that a press at a point means: the nearest of the small ones in reach, else the one whose shape it hit.
 *
 * A small country that was hit itself is no nearer than its point: between two small ones the nearer point decides.
 */
export function findCountry(spots: readonly Spot[], scale: number, point: { x: number; y: number }, hit: string | null): string | null {
  let best = REACH;
  let found = hit;
  for (const { code, x, y } of listSmall(spots, scale)) {
    const away = scale * Math.hypot(point.x - x, point.y - y);
    if (away <= best) {
      best = away;
      found = code;
    }
  }
  return found;
}
