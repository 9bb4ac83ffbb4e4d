import { expect, test } from "vitest";
import { SMALL } from "./fixtures/small.ts";
import { translate } from "./i18n/index.ts";
import { buildModel } from "./model.ts";
import { LANGUAGES } from "./page.ts";
import { initialState } from "./state.ts";
import { listStories, stateOf } from "./stories.ts";

const stories = listStories(buildModel(SMALL), (id) => id);

test("a story whose subject is not held is not offered", () => {
  expect(stories.map((story) => story.name)).toEqual(["single"]);
});

test("a step keeps the reader's language and colours, and nothing else of the view before", () => {
  const before = { ...initialState("vi"), theme: "dark" as const, month: "2020-01", marked: ["gull"] };
  const state = stateOf(stories[0]!, 1, before);
  expect([state.language, state.theme, state.month, state.marked, state.filters.sources]).toEqual(["vi", "dark", null, [], 2]);
  expect(state.story).toEqual({ name: "single", step: 1 });
});

test("every step has a sentence in every language, its places filled", () => {
  const sentences = stories.flatMap((story) => story.steps.flatMap((step) => LANGUAGES.map((language) => translate(step.key, language, step.values(language)))));
  expect(sentences.filter((sentence) => /[{}]|^story\./.test(sentence))).toEqual([]);
});

test("what rests on one source is counted from the data", () => {
  const [first, second] = stories[0]!.steps.map((step) => step.values("en")["count"]);
  expect([first, second]).toEqual([8, 4]);
});
