/** Colours of the page: applies the theme to the document, and gives the picture its colours. */

import type { PageData } from "./page.ts";
import type { Theme } from "./state.ts";

export type PlainTheme = Exclude<Theme, "auto">;

/** What the theme "auto" stands for now, by what the reader has told the device. */
export function plainTheme(theme: Theme, matches: (query: string) => boolean = matchesMedia): PlainTheme {
  if (theme !== "auto") return theme;
  if (matches("(prefers-contrast: more)")) return "contrast";
  return matches("(prefers-color-scheme: dark)") ? "dark" : "light";
}

function matchesMedia(query: string): boolean {
  return window.matchMedia(query).matches;
}

/** Colours of what is no kind of thing: the ground, the ink, the lines. */
export interface Inks {
  ground: string;
  text: string;
  /** Lines at rest, and where something else stands out. */
  edge: string;
  edgeQuiet: string;
  /** Nodes where something else stands out. */
  nodeQuiet: string;
  /** The ring around what is chosen. */
  ring: string;
  /** Lines that stand out, by how they stand. */
  strong: string;
  possible: string;
  disputed: string;
  inferred: string;
}

/** Every line that stands out, every ring, differs from its ground by 3 to 1 at least: see theme.test.ts. */
export const INKS: Readonly<Record<PlainTheme, Inks>> = {
  light: {
    ground: "#fbfaf7",
    text: "#1d2430",
    edge: "#d5d8dc",
    edgeQuiet: "#eeeeec",
    nodeQuiet: "#dcdee0",
    ring: "#1d2430",
    strong: "#49566b",
    possible: "#7c8797",
    disputed: "#b8321f",
    inferred: "#7a5aa6",
  },
  dark: {
    ground: "#12161d",
    text: "#e8ebf0",
    edge: "#2f3744",
    edgeQuiet: "#1b212a",
    nodeQuiet: "#2b323d",
    ring: "#ffffff",
    strong: "#b4c0d2",
    possible: "#7f8b9c",
    disputed: "#ff7a66",
    inferred: "#b89be6",
  },
  contrast: {
    ground: "#000000",
    text: "#ffffff",
    edge: "#5a5a5a",
    edgeQuiet: "#2a2a2a",
    nodeQuiet: "#3c3c3c",
    ring: "#ffffff",
    strong: "#ffffff",
    possible: "#b8b8b8",
    disputed: "#ff8c7a",
    inferred: "#d3b8ff",
  },
};

/** Sets the theme's name on the document, and the hues of kinds as custom properties `--hue-…`. */
export function applyTheme(theme: Theme, page: Pick<PageData, "hues">): PlainTheme {
  const plain = plainTheme(theme);
  const root = document.documentElement;
  root.dataset["theme"] = plain;
  for (const [hue, colour] of Object.entries(page.hues[plain])) root.style.setProperty(`--hue-${hue}`, colour);
  for (const [ink, colour] of Object.entries(INKS[plain])) root.style.setProperty(`--ink-${ink}`, colour);
  return plain;
}

/** Tells when the device changes its mind, which matters to "auto" only. */
export function watchDevice(tell: () => void): void {
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    window.matchMedia(query).addEventListener("change", tell);
  }
}

/** Contrast of two colours `#rrggbb` by WCAG 2.2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const share = parseInt(colour.slice(place, place + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour part of the way from one to another; `share` 0 is the first, 1 the second. */
export function mix(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((place) => {
    const from = parseInt(one.slice(place, place + 2), 16);
    const to = parseInt(other.slice(place, place + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
