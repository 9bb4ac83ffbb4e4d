import { defineConfig } from "vitest/config";

/** Logic is tested in Node; what needs a browser is tested by Playwright on the finished page. */
export default defineConfig({
  test: { include: ["src/**/*.test.ts"], environment: "node", passWithNoTests: true },
});
