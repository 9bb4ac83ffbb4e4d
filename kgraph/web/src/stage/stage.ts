/** What every picture of the network can do, whatever draws it. */

import type { Panel } from "../context.ts";

export interface Stage extends Panel {
  /** Makes what is shown larger by a factor; below 1 smaller. */
  zoom(factor: number): void;
  /** Shows the whole picture. */
  fit(): void;
  /** Draws again in the colours of a theme that has changed. */
  repaint(): void;
  /** The picture as it stands, as PNG; null where it cannot be had. */
  toBlob(): Promise<Blob | null>;
  /** Adds what the first picture can do without for a moment: the names, for which the browser must first look for fonts. */
  finish(): void;
  /** Resolves when what was drawn last has been drawn indeed: cards work on behind the script's back. */
  settle(): Promise<void>;
}

/** Whether the browser can draw with WebGL; a graphics card that is blocked says no here. */
export function hasWebGl(): boolean {
  if (typeof WebGLRenderingContext === "undefined") return false;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  // browsers hold few contexts at a time, and the picture needs three
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** Whether the reader has asked the device for less motion. */
export function wantsStillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
