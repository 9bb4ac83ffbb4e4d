import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { PageError, unpack, unpackJson } from "./page.ts";

function pack(text: string): string {
  return gzipSync(Buffer.from(text)).toString("base64");
}

test("a block gives back what was packed into it", async () => {
  expect(await unpackJson(` ${pack('{"name":"Bến Đỗ"}')}\n`, "data-graph")).toEqual({ name: "Bến Đỗ" });
});

test.each([
  ["is empty", ""],
  ["is no base64", "%%%"],
  ["is no gzip", Buffer.from("plain").toString("base64")],
  ["was cut off", pack("x".repeat(5000)).slice(0, 24)],
])("a block that %s is named in a sentence", async (_, text) => {
  await expect(unpack(text, "data-graph")).rejects.toThrow("The part “data-graph” of this page is missing or damaged");
});

test("a block of broken JSON is named too", async () => {
  await expect(unpackJson(pack("{"), "data-map")).rejects.toThrow(PageError);
});
