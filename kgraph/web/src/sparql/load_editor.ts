/** Runs the editor's script, once: the page's policy names the hash of its very text. */

import { readBlock } from "../page.ts";
import type { CreateEditor } from "./editor_contract.ts";

let loading: Promise<CreateEditor> | null = null;

export function loadEditor(): Promise<CreateEditor> {
  loading ??= run();
  return loading;
}

async function run(): Promise<CreateEditor> {
  const text = new TextDecoder().decode(await readBlock("data-editor"));
  return new Promise((resolve, reject) => {
    const hear = (event: Event): void => resolve((event as CustomEvent<CreateEditor>).detail);
    document.addEventListener("atlas-editor", hear, { once: true });
    const script = document.createElement("script");
    script.textContent = text;
    document.head.append(script);
    script.remove();
    // an inline script has run by now, or never will
    window.setTimeout(() => reject(new Error("the editor did not start")), 0);
  });
}
