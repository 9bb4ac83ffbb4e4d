/** The buttons of the picture, and the full screen. */

import type { Context } from "../context.ts";
import { h, s } from "../dom.ts";
import type { Stage } from "./stage.ts";

const ICONS = {
  "zoom-in": "M12 5v14M5 12h14",
  "zoom-out": "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  full: "M9 4H4v5M4 4l6 6M15 20h5v-5M20 20l-6-6",
} as const;

type Tool = keyof typeof ICONS;

/** Fills the group of buttons; `whole` is what the full screen shows. Returns what writes their names anew. */
export function fillTools(group: HTMLElement, whole: HTMLElement, stage: Stage, { say, store }: Context): () => void {
  const work: Record<Tool, () => void> = {
    "zoom-in": () => stage.zoom(1.6),
    "zoom-out": () => stage.zoom(1 / 1.6),
    fit: () => stage.fit(),
    full: () => void toggleFullScreen(whole),
  };
  const tools = (Object.keys(ICONS) as Tool[]).filter((tool) => tool !== "full" || document.fullscreenEnabled);
  const buttons = tools.map((tool) =>
    h("button", { type: "button", class: "tool", onclick: work[tool] }, s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, s("path", { d: ICONS[tool] }))),
  );
  const name = (): void =>
    tools.forEach((tool, place) => {
      buttons[place]!.setAttribute("aria-label", say(`stage.${tool}`));
      buttons[place]!.title = say(`stage.${tool}`);
    });
  name();
  document.addEventListener("fullscreenchange", () => buttons[tools.indexOf("full")]?.setAttribute("aria-pressed", String(document.fullscreenElement !== null)));
  store.subscribe((state, before) => {
    if (state.language !== before.language) name();
  });
  group.replaceChildren(...buttons);
  return name;
}

async function toggleFullScreen(element: HTMLElement): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : element.requestFullscreen());
  } catch {
    // the browser may refuse, and the picture is then as large as before
  }
}
