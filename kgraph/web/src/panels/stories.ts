/** Guided stories: three to choose from, and the step that is told. */

import type { Context, Panel, View } from "../context.ts";
import { fill, h } from "../dom.ts";
import type { State } from "../state.ts";
import { type Story, listStories, stateOf } from "../stories.ts";

export function createStoriesPanel(context: Context): Panel {
  const { model, say, store, announce } = context;
  const stories = listStories(model, context.sentence);
  const element = h("section", { class: "panel stories" });
  let seen = "";

  function go(story: Story, place: number): void {
    store.dispatch({ do: "restore", state: stateOf(story, place, store.state) });
    announce(tell(story, place, store.state));
    element.querySelector<HTMLElement>(".story-next, .story-end")?.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  }

  function tell(story: Story, place: number, state: State): string {
    const step = story.steps[place];
    return step ? say(step.key, step.values(state.language)) : "";
  }

  function describeStep(story: Story, place: number, state: State): HTMLElement[] {
    const count = story.steps.length;
    const end = (): void => {
      store.dispatch({ do: "tell", story: null });
      store.dispatch({ do: "clear-filters" });
    };
    const button = (key: string, name: string, act: () => void): HTMLElement => h("button", { type: "button", class: `button ${name}`, onclick: act }, say(key));
    return [
      h("h2", null, say(`story.${story.name}`)),
      h("p", { class: "quiet" }, say("stories.step", { place: place + 1, count })),
      h("p", { class: "story-sentence" }, tell(story, place, state)),
      h(
        "p",
        { class: "actions" },
        place > 0 ? button("stories.previous", "story-previous", () => go(story, place - 1)) : null,
        place + 1 < count ? button("stories.next", "primary story-next", () => go(story, place + 1)) : null,
        button("stories.end", "story-end", end),
      ),
    ];
  }

  function describeChoice(): HTMLElement[] {
    const items = stories.map((story) => h("li", null, h("button", { type: "button", class: "story", onclick: () => go(story, 0) }, say(`story.${story.name}`))));
    return [h("h2", null, say("stories.title")), h("ul", { class: "story-list" }, items)];
  }

  return {
    element,
    update(_view: View, state: State) {
      const story = stories.find((each) => each.name === state.story?.name);
      const place = Math.min(state.story?.step ?? 0, (story?.steps.length ?? 1) - 1);
      // while something is read, its panel needs the place; a story stays above it
      element.hidden = stories.length === 0 || (!story && (state.chosen !== null || state.route !== null));
      const key = [state.language, story?.name, place, story ? tell(story, place, state) : ""].join(" ");
      if (key === seen) return;
      seen = key;
      fill(element, ...(story ? describeStep(story, place, state) : describeChoice()));
    },
  };
}
