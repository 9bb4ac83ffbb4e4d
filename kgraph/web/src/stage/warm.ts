/**
 * Lets the card get ready while the data is being unpacked: to start it and to translate the programs that draw takes it
 * longer than the first picture itself, and it does so beside the script.
 */

import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { h } from "../dom.ts";
import { LAYERS, programsOf } from "./programs/all.ts";

/** Draws two nodes and an edge of each program where nobody sees them; what it returns clears them away. */
export function warmUp(): () => void {
  const place = h("div", { class: "warm-up", "aria-hidden": "true" });
  document.body.append(place);
  const graph = new MultiGraph();
  graph.addNode(0, { x: 0, y: 0, size: 2, color: "#000000" });
  graph.addNode(1, { x: 1, y: 1, size: 2, color: "#000000" });
  for (const type of LAYERS) graph.addEdge(0, 1, { type, size: 1, color: "#000000" });
  const sigma = new Sigma(graph, place, { ...programsOf(false), renderLabels: false, allowInvalidContainer: true });
  for (const name of ["edges", "nodes"]) (sigma.getCanvases()[name]?.getContext("webgl2") ?? null)?.flush();
  return () => {
    sigma.kill();
    place.remove();
  };
}
