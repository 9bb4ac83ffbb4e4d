/** Texts of the interface that stay on the page: written once, and anew whenever the reader chooses another language. */

import type { Context } from "./context.ts";

/** Writes a text on an element, or into one of its attributes, and keeps it in the reader's language. */
export type Says = <E extends HTMLElement>(element: E, key: string, attribute?: string) => E;

export function createTexts(say: Context["say"]): { says: Says; translate(): void } {
  const writes: (() => void)[] = [];
  return {
    says(element, key, attribute) {
      const write = (): void => (attribute ? element.setAttribute(attribute, say(key)) : void (element.textContent = say(key)));
      writes.push(write);
      write();
      return element;
    },
    translate() {
      for (const write of writes) write();
    },
  };
}
