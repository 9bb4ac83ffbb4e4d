/** On paper the picture is an SVG: what WebGL drew is gone by the time a browser prints, and its dots would be coarse. */

import type { Theme } from "../state.ts";

/** `paint` gives the whole page the colours of a theme, none for those that the reader has chosen. Paper is light. */
export function drawForPrint(place: HTMLElement, draw: (theme: "light") => SVGSVGElement, paint: (theme: Theme | null) => void): void {
  let printed: SVGSVGElement | null = null;
  window.addEventListener("beforeprint", () => {
    paint("light");
    printed = draw("light");
    printed.classList.add("stage-print");
    place.append(printed);
  });
  window.addEventListener("afterprint", () => {
    printed?.remove();
    printed = null;
    paint(null);
  });
}
