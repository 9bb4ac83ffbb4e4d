/** Samples of lines, drawn as in the picture; what they mean stands in words beside them. */

import { s } from "./dom.ts";
import { DASHES, type Dash } from "./stage/looks.ts";

const LENGTH = 30;
const HEIGHT = 10;

/** `colour` is a hue, or a name among the inks for what has a colour of its own. */
export function lineSign(colour: string, dash: Dash = "whole"): SVGSVGElement {
  const pattern = dash === "whole" ? null : DASHES[dash].join(" ");
  const line = s("path", { d: `M1 ${HEIGHT / 2}H${LENGTH - 1}`, "stroke-width": 3, "stroke-dasharray": pattern });
  return s("svg", { class: `sign line-${colour}`, viewBox: `0 0 ${LENGTH} ${HEIGHT}`, width: LENGTH, height: HEIGHT, "aria-hidden": "true" }, line);
}

/** How a line looks that stands as it does for the reason given; a possible one is paler than a certain one. */
export function certaintySign(certainty: string): SVGSVGElement {
  if (certainty === "inferred" || certainty === "disputed" || certainty === "possible") return lineSign(certainty, certainty);
  return lineSign("strong", certainty === "between" ? "between" : "whole");
}
