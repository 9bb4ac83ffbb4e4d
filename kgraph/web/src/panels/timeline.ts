/** Time: a slider by month with play, and a line that says what began and ended. */

import type { Context, Edge, Panel, View } from "../context.ts";
import { h, isolate } from "../dom.ts";
import { formatMonth } from "../i18n/index.ts";
import type { State } from "../state.ts";

/** Milliseconds between two steps, at the least: each waits for the frame of the one before. */
const STEP = 220;
/** So many names stand in the line; the rest are counted. */
const NAMED = 3;

export function createTimelinePanel(context: Context): Panel {
  const { model, say, store } = context;
  const [first, last] = findSpan(context);
  const label = h("label", { for: "date", class: "date-label" });
  const input = h("input", { type: "range", id: "date", min: String(first), max: String(last), step: "1", oninput: () => setMonth(Number(input.value)) });
  const value = h("output", { for: "date", class: "date-value" });
  const play = h("button", { type: "button", class: "button play", onclick: () => store.dispatch({ do: "play", playing: !store.state.playing }) });
  const all = h("button", { type: "button", class: "button all-times", onclick: () => store.dispatch({ do: "set-month", month: null }) });
  const line = h("p", { class: "changes" });
  const legend = h("p", { class: "quiet" });
  const element = h("section", { class: "timeline" }, h("div", { class: "time-row" }, play, label, input, value, all), line, legend);
  let timer = 0;

  function setMonth(place: number): void {
    store.dispatch({ do: "set-month", month: toMonth(place) });
  }

  /** One step after another, each once the last has been drawn; a reader who wants less motion gets whole years. */
  function advance(): void {
    timer = 0;
    if (!store.state.playing) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const at = store.state.month === null || toPlace(store.state.month) >= last ? first : toPlace(store.state.month);
    const next = Math.min(at + (calm ? 12 : 1), last);
    setMonth(next);
    if (next >= last) store.dispatch({ do: "play", playing: false });
    else timer = window.setTimeout(() => requestAnimationFrame(advance), calm ? 5 * STEP : STEP);
  }

  return {
    element,
    update(view: View, state: State) {
      label.textContent = say("time.date");
      all.textContent = say("time.all");
      all.setAttribute("aria-pressed", String(state.month === null));
      play.textContent = say(state.playing ? "time.pause" : "time.play");
      input.value = String(state.month === null ? last : toPlace(state.month));
      const words = state.month === null ? say("time.all") : formatMonth(state.month, state.language);
      value.textContent = words;
      // the button that is pressed says so already
      value.hidden = state.month === null;
      input.setAttribute("aria-valuetext", words);
      line.textContent = state.month === null ? say("time.none") : tellChanges(view, state.month, state);
      legend.textContent = state.month === null ? "" : say("time.legend");
      if (state.playing && timer === 0) timer = window.setTimeout(() => requestAnimationFrame(advance), STEP);
    },
  };

  function tellChanges({ began, ended }: View, month: string, state: State): string {
    const parts = [say("time.changes", { month: formatMonth(month, state.language), began: began.length, ended: ended.length })];
    if (began.length > 0) parts.push(`${say("time.began", { names: listNames(began, state) })}.`);
    if (ended.length > 0) parts.push(`${say("time.ended", { names: listNames(ended, state) })}.`);
    return parts.join(" ");
  }

  function listNames(edges: readonly Edge[], { language }: State): string {
    const names = edges.slice(0, NAMED).map((edge) => `${isolate(model.name(edge.source, language).text)} → ${isolate(model.name(edge.target, language).text)}`);
    const rest = edges.length - names.length;
    return [...names, ...(rest > 0 ? [say("time.more", { count: rest })] : [])].join("; ");
  }
}

/** The first and the last month that a bound of an edge names, up to the last recording, as counts of months. */
function findSpan({ model }: Context): [number, number] {
  const last = toPlace(model.page.asOf.slice(0, 7));
  let first = last;
  for (const edge of model.edges.values()) {
    for (const state of edge.states) {
      const start = state.bounds[0] || state.bounds[1];
      if (start) first = Math.min(first, toPlace(start.slice(0, 7)));
    }
  }
  return [first, last];
}

function toPlace(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return year * 12 + number - 1;
}

function toMonth(place: number): string {
  return `${String(Math.floor(place / 12)).padStart(4, "0")}-${String((place % 12) + 1).padStart(2, "0")}`;
}
