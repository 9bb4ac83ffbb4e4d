/**
 * Builds what the page of the atlas is made of: scripts, style, the SPARQL engine, the map, the licences.
 *
 *     node build.mjs [FOLDER]        into dist/ when no folder is given
 *
 * Python (kgraph/atlas.py) puts the parts into the page. Same sources, same bytes.
 */

import { createRequire } from "node:module";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { geoNaturalEarth1, geoPath, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import iso from "iso-3166-1";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "src");
const target = path.resolve(process.argv[2] ?? path.join(here, "dist"));
const { resolve } = createRequire(import.meta.url);

/** One classic script each: a page from the disk may load no module. */
const OPTIONS = {
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  // the engine asks where it was loaded from, which it never needs: it is given its bytes
  define: { "import.meta.url": '""' },
  metafile: true,
  logLevel: "warning",
  absWorkingDir: here,
};

/** In the order in which they hold: a later one may take back what an earlier one said. */
const STYLES = ["base", "header", "stage", "screens", "panels", "evidence", "controls", "tables", "sheets", "ask"];

/** Builds apart and puts the whole in its place at the end, so that nobody meets half of it. */
async function build() {
  const output = await mkdtemp(path.join(tmpdir(), "atlas-"));
  try {
    await fill(output);
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { recursive: true });
    await cp(output, target, { recursive: true });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function fill(output) {
  const scripts = { atlas: "main.ts", editor: "sparql/editor.ts", worker: "sparql/worker.ts" };
  const used = new Set(["oxigraph", "world-atlas"]);
  for (const [name, entry] of Object.entries(scripts)) {
    if (!existsSync(path.join(source, entry))) continue;
    const result = await esbuild.build({ ...OPTIONS, entryPoints: [path.join(source, entry)], outfile: path.join(output, `${name}.js`) });
    for (const input of Object.keys(result.metafile.inputs)) {
      const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (found) used.add(found[1]);
    }
  }
  // compressed once here, since it takes longer than all else that a page is made of
  await writeFile(path.join(output, "oxigraph.wasm.gz"), gzipSync(await readFile(resolve("oxigraph/web_bg.wasm")), { level: 9 }));
  await writeStyle(output);
  await writeFile(path.join(output, "map.json"), JSON.stringify(await drawMap()));
  await writeFile(path.join(output, "licences.txt"), await gatherLicences([...used].sort()));
}

async function writeStyle(output) {
  const files = STYLES.map((name) => path.join(source, "style", `${name}.css`));
  const whole = (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
  const { code } = await esbuild.transform(whole, { loader: "css", minify: true, target: "es2022", charset: "utf8" });
  await writeFile(path.join(output, "atlas.css"), code);
}

const WIDTH = 1000;
const MARGIN = 4;

/** Countries as paths in whole numbers, by their ISO code: shapes of Natural Earth, in the public domain. */
async function drawMap() {
  const world = JSON.parse(await readFile(resolve("world-atlas/countries-50m.json"), "utf8"));
  const countries = feature(world, world.objects.countries).features.filter((country) => country.id !== "010");
  const all = { type: "FeatureCollection", features: countries };
  const projection = geoNaturalEarth1().fitWidth(WIDTH - 2 * MARGIN, all);
  const [[left, top], [right, bottom]] = geoPath(projection).bounds(all);
  const [x, y] = projection.translate();
  projection.translate([x - left + MARGIN, y - top + MARGIN]);
  const draw = geoPath(projection).digits(0);
  const shapes = {};
  const points = {};
  for (const country of countries.sort((one, other) => (one.id ?? "") < (other.id ?? "") ? -1 : 1)) {
    const code = iso.whereNumeric(String(country.id ?? ""))?.alpha3;
    if (!code) continue;
    shapes[code] = (shapes[code] ?? "") + simplify(draw(country) ?? "");
    points[code] ??= projection(geoCentroid(largest(country))).map(Math.round);
  }
  return { width: Math.ceil(right - left) + 2 * MARGIN, height: Math.ceil(bottom - top) + 2 * MARGIN, shapes: sorted(shapes), points: sorted(points) };
}

/** The largest part of a country, in which its point lies: that of France is in Europe. */
function largest(country) {
  const { geometry } = country;
  if (geometry.type !== "MultiPolygon") return country;
  const parts = geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  const area = geoPath(geoNaturalEarth1());
  return parts.reduce((one, other) => (area.area(other) > area.area(one) ? other : one));
}

/** Leaves out points that fall on the one before, and rings of which nothing is left. */
function simplify(drawn) {
  return drawn
    .split("Z")
    .map((ring) => ring.slice(1).split("L").filter((point, place, points) => point !== "" && point !== points[place - 1]))
    .filter((points) => points.length > 2)
    .map((points) => `M${points.join("L")}Z`)
    .join("");
}

function sorted(table) {
  return Object.fromEntries(Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Name, version and licence of everything that the page carries. */
async function gatherLicences(names) {
  const parts = await Promise.all(names.map(readLicence));
  return `The atlas contains work of others, under these licences.\n\n${parts.join("\n\n")}\n`;
}

async function readLicence(name) {
  const folder = path.join(here, "node_modules", name);
  const { version, license, repository, homepage } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).sort().find((each) => /^licen[cs]e/i.test(each));
  const origin = (repository?.url ?? repository ?? "").replace(/^git\+|\.git$/g, "");
  // a package that carries no text of its licence is named with where that text is
  const text = file ? (await readFile(path.join(folder, file), "utf8")).trim() : `Licence: ${license}. The text is at ${origin}`;
  const address = homepage ?? origin;
  return [`---- ${name} ${version} (${license})`, address, text].filter(Boolean).join("\n\n");
}

await build();
