/**
 * Ways between two things, the best attested first.
 *
 * A hop costs less the more independent sources state it, and more the more edges the thing that it leads to has: a
 * way through an alliance of two hundred members says little. Only hops whose times can overlap make a way. Of the
 * cheapest ways those come first whose weakest hop has the most sources. Disputed and inferred edges make no way: each
 * hop must stand on sources of its own.
 */

import type { Edge, Model } from "./context.ts";
import { ALWAYS, type Window, includes, overlap, windowOf } from "./times.ts";

export interface Path {
  edges: readonly Edge[];
  /** Ids of the things passed, both ends with them. */
  nodes: readonly string[];
  /** Sources of its weakest hop, a count. */
  weakest: number;
  cost: number;
}

/** No way is longer than this: further links tell a reader nothing. */
const MOST_HOPS = 6;
/** How many ways are sought before the best are chosen. */
const SOUGHT = 12;
/** How many ways to each thing on the way are gone on from. */
const BREADTH = 4;

interface Step {
  node: string;
  cost: number;
  window: Window;
  edge: Edge | null;
  before: Step | null;
  hops: number;
}

/** A way that costs so much more than the cheapest is no alternative to it. */
const worthUpTo = (cheapest: number): number => 3 * cheapest + 3;

const known = new WeakMap<Model, Map<string, Path[]>>();

/** Finds up to `most` ways, no two through the same things; none where nothing links the two. The same ways each time. */
export function findPaths(model: Model, from: string, to: string, most = 4): readonly Path[] {
  if (from === to || !model.nodes.has(from) || !model.nodes.has(to)) return [];
  // the picture and the panel ask for the same ways, again and again
  const paths = known.get(model) ?? new Map<string, Path[]>();
  known.set(model, paths);
  const key = `${from} ${to}`;
  let found = paths.get(key);
  if (!found) {
    found = rank(seek(model, from, to));
    paths.set(key, found);
  }
  return found.slice(0, most);
}

function seek(model: Model, from: string, to: string): Path[] {
  const found = new Map<string, Path>();
  const queue = new Queue();
  const passed = new Map<string, Step[]>();
  let limit = Infinity;
  queue.push({ node: from, cost: 0, window: ALWAYS, edge: null, before: null, hops: 0 });
  for (let step = queue.pop(); step && step.cost <= limit && found.size < SOUGHT; step = queue.pop()) {
    if (step.node === to) {
      const path = trace(step);
      if (found.size === 0) limit = worthUpTo(path.cost);
      const key = path.nodes.join(" ");
      if (!found.has(key)) found.set(key, path);
    } else if (step.hops < MOST_HOPS && isWorthwhile(passed, step)) expand(model, queue, step, to);
  }
  return [...found.values()];
}

/** The strongest weakest hop first, then the cheapest; without those that only go a longer way round than a better one. */
function rank(paths: Path[]): Path[] {
  const sorted = paths.sort((one, other) => other.weakest - one.weakest || one.cost - other.cost);
  const kept: Path[] = [];
  for (const path of sorted) {
    const isDetour = kept.some((better) => better.nodes.length > 2 && better.nodes.every((node) => path.nodes.includes(node)));
    if (!isDetour) kept.push(path);
  }
  return kept;
}

/** What a hop over an edge to a node costs; the ends of a way are asked for, so that they cost nothing extra. */
export function hopCost(model: Model, edge: Edge, node: string, end: string): number {
  const crowd = node === end ? 0 : Math.log(model.edgesAt(node).length);
  return (1 + crowd) / edge.sources;
}

function expand(model: Model, queue: Queue, step: Step, to: string): void {
  for (const edge of model.edgesAt(step.node)) {
    if (edge.disputed || edge.states.length === 0 || edge.sources === 0) continue;
    const node = edge.source.id === step.node ? edge.target : edge.source;
    if (node.id !== to && (node.x === undefined || isOn(step, node.id))) continue;
    const window = overlap(step.window, windowAt(edge));
    if (!window) continue;
    queue.push({ node: node.id, cost: step.cost + hopCost(model, edge, node.id, to), window, edge, before: step, hops: step.hops + 1 });
  }
}

const windows = new WeakMap<Edge, Window>();

function windowAt(edge: Edge): Window {
  let window = windows.get(edge);
  if (!window) {
    window = windowOf(edge);
    windows.set(edge, window);
  }
  return window;
}

/** A step is left where enough others came to its node more cheaply and at all of its times. */
function isWorthwhile(passed: Map<string, Step[]>, step: Step): boolean {
  const earlier = passed.get(step.node) ?? [];
  if (earlier.filter((other) => includes(other.window, step.window)).length >= BREADTH) return false;
  earlier.push(step);
  passed.set(step.node, earlier);
  return true;
}

function isOn(step: Step | null, node: string): boolean {
  for (let at = step; at; at = at.before) if (at.node === node) return true;
  return false;
}

function trace(last: Step): Path {
  const edges: Edge[] = [];
  const nodes: string[] = [];
  for (let step: Step | null = last; step; step = step.before) {
    nodes.unshift(step.node);
    if (step.edge) edges.unshift(step.edge);
  }
  return { edges, nodes, weakest: Math.min(...edges.map((edge) => edge.sources)), cost: last.cost };
}

/** A binary heap by cost; what came first goes first among equals, so that the outcome is always the same. */
class Queue {
  readonly #heap: { step: Step; order: number }[] = [];
  #count = 0;

  push(step: Step): void {
    const heap = this.#heap;
    const item = { step, order: this.#count++ };
    let place = heap.length;
    heap.push(item);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(item, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = item;
  }

  pop(): Step | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.step;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first.step;
  }
}

function isBefore(one: { step: Step; order: number }, other: { step: Step; order: number }): boolean {
  return one.step.cost - other.step.cost < 0 || (one.step.cost === other.step.cost && one.order < other.order);
}
