/** Making elements without a framework: text is only ever set as text, so no label can turn into markup. */

type Child = Node | string | number | null | undefined | false;

/** Attributes by name; `class`, `dataset` and listeners (`onclick`) have places of their own. */
export interface Properties {
  class?: string;
  dataset?: Record<string, string>;
  /** Any attribute: true sets it empty, false, null and undefined leave it out. */
  [attribute: string]: unknown;
}

/** Makes an HTML element. Listeners are functions: `h("button", { onclick: () => … }, "Fit")`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties | null = null,
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (properties) setProperties(element, properties);
  element.append(...nodesOf(children));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element in the same way. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  properties: Properties | null = null,
  ...children: (Child | Child[])[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  if (properties) setProperties(element, properties);
  element.append(...nodesOf(children));
  return element;
}

function nodesOf(children: (Child | Child[])[]): (Node | string)[] {
  const kept: (Node | string)[] = [];
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    kept.push(typeof child === "number" ? String(child) : child);
  }
  return kept;
}

function setProperties(element: Element & ElementContentAttributes, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.setAttribute("class", String(value));
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value as EventListener);
    else if (name === "style" || name.startsWith("on")) throw new Error(`${name} is no attribute that the page may set`);
    else if (name === "href" && !isSafe(String(value))) continue;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

type ElementContentAttributes = Pick<HTMLElement, "dataset">;

/** Replaces all that an element holds. */
export function fill(element: Element, ...children: (Child | Child[])[]): void {
  element.replaceChildren(...nodesOf(children));
}

/** Whether an address may be linked: web pages, and places within this page. */
export function isSafe(address: string): boolean {
  return address.startsWith("#") || /^https?:\/\//i.test(address);
}

/** A link to a web page; the plain text where the address is none. Opens apart, and tells the other page nothing. */
export function safeLink(address: string, text: string, properties: Properties = {}): HTMLElement {
  if (!/^https?:\/\//i.test(address)) return h("span", properties, text);
  return h("a", { ...properties, href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** A text in the language that it is written in, which also decides its direction. */
export function quoted(text: string, language: string, tag: "span" | "q" | "cite" = "span"): HTMLElement {
  return h(tag, { lang: language || null, dir: "auto" }, text);
}

/** A name within a sentence of ours, whose direction must not disturb what stands around it. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Moves the focus to what cannot be focused by itself, such as a heading. */
export function focusOn(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex") && !element.matches("a[href], button, input, select, textarea")) {
    element.setAttribute("tabindex", "-1");
  }
  element.focus();
}

/**
 * A line that assistive tools read out when it changes.
 *
 * The same text twice would not be read again, so a second line takes turns with the first.
 */
export function createLiveRegion(): { element: HTMLElement; announce(text: string): void } {
  const lines = [h("p"), h("p")];
  const element = h("div", { role: "status", "aria-live": "polite", class: "unseen" }, lines);
  let turn = 0;
  return {
    element,
    announce(text) {
      lines[turn]!.textContent = "";
      turn = 1 - turn;
      lines[turn]!.textContent = text;
    },
  };
}
