/**
 * The editor for own SPARQL, in a script of its own that the page runs at its first use.
 *
 * It hands itself over by an event, since a classic script can export nothing. Its style stands in a shadow root: the
 * page's policy forbids the style element that it would put into the document.
 */

import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Editor, EditorOptions } from "./editor_contract.ts";

/** Colours come from the page's custom properties, which reach into the shadow root. */
const THEME = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--paper)", fontSize: "0.875rem", border: "1px solid var(--edge-of-control)", borderRadius: "8px" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", minHeight: "14rem", maxHeight: "28rem" },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "var(--raised)", border: "0" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--accent-ground)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-tooltip": { color: "var(--text)", backgroundColor: "var(--paper)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--on-accent)", backgroundColor: "var(--accent)" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--text)", fontStyle: "italic" },
  { tag: [tags.string, tags.literal], color: "var(--warn)" },
  { tag: tags.comment, color: "var(--quiet)" },
]);

/** Writes over marked text itself: the browser would carry its colour along in a style attribute, which the policy forbids. */
function replaceMarked(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || event.isComposing || event.data === null || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

function createEditor({ parent, text, label, terms, change, run }: EditorOptions): Editor {
  const shadow = parent.attachShadow({ mode: "open" });
  const complete = (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w]+:[\w-]*/);
    if (!word) return null;
    return { from: word.from, options: terms.map(([name, meaning]) => ({ label: name, detail: meaning })), validFor: /^[\w]+:[\w-]*$/ };
  };
  const view = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        highlightActiveLine(),
        lintGutter(),
        StreamLanguage.define(sparql),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [complete] }),
        // no key of its own for Tab: who comes by keyboard must get out again
        keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.domEventHandlers({ beforeinput: replaceMarked }),
        EditorView.updateListener.of((update) => update.docChanged && change(update.state.doc.toString())),
        THEME,
      ],
    }),
  });
  return {
    read: () => view.state.doc.toString(),
    write(next) {
      if (next !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    mark(error) {
      const { doc } = view.state;
      if (!error) return view.dispatch(setDiagnostics(view.state, []));
      const line = doc.line(Math.min(Math.max(error.line, 1), doc.lines));
      const from = Math.min(line.from + Math.max(error.column - 1, 0), line.to);
      view.dispatch(setDiagnostics(view.state, [{ from, to: line.to, severity: "error", message: error.message }]));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
    focus: () => view.focus(),
  };
}

document.dispatchEvent(new CustomEvent("atlas-editor", { detail: createEditor }));
