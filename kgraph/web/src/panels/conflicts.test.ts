import { expect, test } from "vitest";
import { copySmall } from "../fixtures/small.ts";
import { buildModel } from "../model.ts";
import { listConflicts } from "./conflicts.ts";

test("a pair that contradicts itself in two ways, and from both sides, is told once", () => {
  const page = copySmall();
  page.conflicts.push({ kind: "other", first: "reef-2023-a", second: "reef-2023-b" });
  expect(listConflicts(buildModel(page), ["reef-2023-a", "reef-2023-b"])).toHaveLength(1);
});

test("what nothing contradicts has no conflict", () => {
  expect(listConflicts(buildModel(copySmall()), ["gull.governs.harbour-alliance"])).toEqual([]);
});
