/** Which names stand in the picture, and where: the weightiest first, none on top of another. Pure but for measuring. */

export interface Spot {
  id: string;
  text: string;
  /** Place and radius of the node on the screen, in pixels. */
  x: number;
  y: number;
  radius: number;
  /** Size of the letters in pixels; bold for the largest. */
  size: number;
  bold: boolean;
}

export interface PlacedLabel extends Spot {
  /** Left edge and baseline of the text. */
  left: number;
  base: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Free space around a name, and between a name and its node. */
const GAP = 3;

/**
 * Places names in the order given, each right of its node, else left, below or above, or not at all.
 *
 * A name also keeps clear of nodes in `blocks`, which are too large to be written over.
 */
export function placeLabels(
  spots: Iterable<Spot>,
  measure: (spot: Spot) => number,
  field: { width: number; height: number },
  blocks: readonly Box[] = [],
  most = 60,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const taken: Box[] = [];
  for (const spot of spots) {
    if (placed.length >= most) break;
    if (spot.x < 0 || spot.y < 0 || spot.x > field.width || spot.y > field.height) continue;
    const width = measure(spot);
    for (const box of candidates(spot, width)) {
      if (!isWithin(box, field) || taken.some((other) => touches(box, other))) continue;
      if (blocks.some((other) => touches(box, other) && !surrounds(other, spot))) continue;
      taken.push(box);
      placed.push({ ...spot, left: box.left, base: box.bottom - 0.25 * spot.size });
      break;
    }
  }
  return placed;
}

function candidates(spot: Spot, width: number): Box[] {
  const height = spot.size * 1.2;
  const beside = spot.radius + GAP;
  const at = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  return [
    at(spot.x + beside, spot.y - height / 2),
    at(spot.x - beside - width, spot.y - height / 2),
    at(spot.x - width / 2, spot.y + beside),
    at(spot.x - width / 2, spot.y - beside - height),
  ];
}

function isWithin(box: Box, field: { width: number; height: number }): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= field.width && box.bottom <= field.height;
}

function touches(one: Box, other: Box): boolean {
  return one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom + 1 && other.top < one.bottom + 1;
}

function surrounds(box: Box, spot: Spot): boolean {
  return spot.x >= box.left && spot.x <= box.right && spot.y >= box.top && spot.y <= box.bottom;
}

/** Cuts a name at rest, at a word where one ends near. */
export function shortenName(text: string, most = 28): string {
  const signs = [...text];
  if (signs.length <= most) return text;
  const cut = signs.slice(0, most - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
