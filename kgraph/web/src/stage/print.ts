/** On paper the picture is an SVG: what WebGL drew is gone by the time a browser prints, and its dots would be coarse. */

export function drawForPrint(place: HTMLElement, draw: () => SVGSVGElement): void {
  let printed: SVGSVGElement | null = null;
  window.addEventListener("beforeprint", () => {
    printed = draw();
    printed.classList.add("stage-print");
    place.append(printed);
  });
  window.addEventListener("afterprint", () => {
    printed?.remove();
    printed = null;
  });
}
