import { expect, test } from "vitest";
import { SMALL } from "./fixtures/small.ts";
import { contrast, INKS, mix, plainTheme } from "./theme.ts";

const THEMES = ["light", "dark", "contrast"] as const;

/** WCAG 2.2, 1.4.11: what must be seen to understand a picture. */
const SEEN = 3;
/** WCAG 2.2, 1.4.3: what must be read. */
const READ = 4.5;

test.each(THEMES)("every hue of kinds stands out from the ground of %s", (theme) => {
  const faint = Object.entries(SMALL.hues[theme]).filter(([hue, colour]) => hue !== "surface" && contrast(colour, INKS[theme].ground) < SEEN);
  expect(faint).toEqual([]);
});

test.each(THEMES)("lines that stand out and the ring stand out from the ground of %s", (theme) => {
  const inks = INKS[theme];
  const faint = (["strong", "possible", "disputed", "inferred", "ring"] as const).filter((name) => contrast(inks[name], inks.ground) < SEEN);
  expect(faint).toEqual([]);
});

test.each(THEMES)("a possible line of any hue stands out from the ground of %s", (theme) => {
  const { possible, ground } = INKS[theme];
  const faint = Object.values(SMALL.hues[theme]).filter((colour) => contrast(mix(colour, possible, 0.6), ground) < SEEN);
  expect(faint).toEqual([]);
});

test.each(THEMES)("names in the picture can be read in %s", (theme) => {
  expect(contrast(INKS[theme].text, INKS[theme].ground)).toBeGreaterThan(READ);
});

test.each([
  ["#000000", "#ffffff", 21],
  ["#777777", "#ffffff", 4.48],
  ["#123456", "#123456", 1],
])("the contrast of %s and %s is %d", (one, other, value) => {
  expect(contrast(one, other)).toBeCloseTo(value, 2);
});

test.each([
  [[], "light"],
  [["(prefers-color-scheme: dark)"], "dark"],
  [["(prefers-color-scheme: dark)", "(prefers-contrast: more)"], "contrast"],
])("where the device says %j, auto is %s", (said, theme) => {
  expect(plainTheme("auto", (query) => said.includes(query))).toBe(theme);
});

test("a theme that was chosen holds whatever the device says", () => {
  expect(plainTheme("light", () => true)).toBe("light");
});
