/**
 * The least that draws a graph with sigma: circles, straight lines, no events of edges. The atlas is measured against it.
 *
 * The address names the size of the stage and whether lines hide while it moves: bare.html#WIDTH,HEIGHT,hide
 */

import "./script_start.js";
import { MultiGraph } from "graphology";
import Sigma from "sigma";

async function start() {
  const [width, height, hide] = window.location.hash.slice(1).split(",");
  const { nodes, edges } = await unpack(document.getElementById("data-bare").textContent);
  performance.mark("unpacked");
  const graph = new MultiGraph();
  for (const [id, label, x, y] of nodes) graph.addNode(id, { label, x, y, size: 3, color: "#0072b2" });
  for (const [from, to] of edges) graph.addEdge(nodes[from][0], nodes[to][0], { size: 1, color: "#cccccc" });
  performance.mark("graph-built");
  const stage = document.createElement("div");
  Object.assign(stage.style, { width: `${width}px`, height: `${height}px` });
  document.body.append(stage);
  const sigma = new Sigma(graph, stage, { hideEdgesOnMove: hide === "hide" });
  // only reading back makes the browser draw what it was given
  for (const name of ["edges", "nodes"]) {
    const gl = sigma.getCanvases()[name].getContext("webgl2");
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
  performance.mark("first-frame");
  document.body.dataset.ready = "";
  performance.mark("ready");
}

/** Decodes and unpacks as the atlas does. */
async function unpack(text) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

void start();
