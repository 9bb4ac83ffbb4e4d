/** Where the focus is while somebody reads: it must not be lost when one thing takes the place of another. */

import { focusOn } from "./dom.ts";

/** Puts the focus on the heading of what is read now; tells whether anything is. */
export function focusOnReading(): boolean {
  const heading = document.querySelector<HTMLElement>(".organisation:not([hidden]) h2, .evidence:not([hidden]) h2");
  if (heading) focusOn(heading);
  return heading !== null;
}

/** Runs what may write the panels anew. A button that leads from one thing to the next is gone then, and the focus with it. */
export function keepFocus(write: () => void): void {
  const before = document.activeElement;
  const isReading = before?.closest(".organisation, .evidence") != null;
  write();
  if (isReading && !before.isConnected) focusOnReading();
}
