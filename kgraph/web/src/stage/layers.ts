/** What is read off sigma: its camera, and what its layers show. */

import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import { h } from "../dom.ts";
import type { State } from "../state.ts";

export function extent(values: readonly number[]): [least: number, most: number] {
  return values.reduce<[number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
}

/** A camera as it goes into the address; null where it shows the whole picture. */
export function readCamera({ x, y, ratio }: CameraState): State["camera"] {
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  const camera = { x: round(x), y: round(y), ratio: round(ratio) };
  return camera.x === 0.5 && camera.y === 0.5 && camera.ratio === 1 ? null : camera;
}

/** Waits until the card has drawn what it was given: only reading back makes browsers do that. */
export async function settle(sigma: Sigma): Promise<void> {
  for (const name of ["edges", "nodes"]) {
    const canvas = sigma.getCanvases()[name];
    const gl = canvas?.getContext("webgl2") ?? canvas?.getContext("webgl");
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
  await Promise.resolve();
}

/** All layers on one canvas, in the pixels of the screen. */
export async function paint(sigma: Sigma, ground: string): Promise<Blob | null> {
  const layers = Object.values(sigma.getCanvases());
  const [width, height] = [layers[0]?.width ?? 0, layers[0]?.height ?? 0];
  const canvas = h("canvas", { width, height });
  const flat = canvas.getContext("2d");
  if (!flat) return null;
  // drawn in the same task: afterwards the browser may have let go of what WebGL drew
  sigma.refresh();
  flat.fillStyle = ground;
  flat.fillRect(0, 0, width, height);
  for (const layer of layers) if (layer.width > 0) flat.drawImage(layer, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
