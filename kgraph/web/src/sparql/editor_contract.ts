/** What the page and the editor's own script know of one another. */

export interface EditorOptions {
  /** An empty element, which becomes the host of a shadow root. */
  parent: HTMLElement;
  text: string;
  /** Its name for assistive tools. */
  label: string;
  /** Terms to complete, each with its meaning. */
  terms: readonly (readonly [string, string])[];
  change(text: string): void;
  run(): void;
}

export interface Editor {
  read(): string;
  write(text: string): void;
  /** Marks the place of an error, or removes the mark. */
  mark(error: { line: number; column: number; message: string } | null): void;
  focus(): void;
}

export type CreateEditor = (options: EditorOptions) => Editor;
