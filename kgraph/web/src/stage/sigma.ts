/** The picture drawn by sigma: the view goes in, what the reader does with it comes out as actions. */

import { MultiGraph } from "graphology";
import Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { Context, View, ViewEdge } from "../context.ts";
import { picture } from "../derive.ts";
import { h } from "../dom.ts";
import { afterFrame } from "../frames.ts";
import { type State, isSame } from "../state.ts";
import { INKS, plainTheme } from "../theme.ts";
import { type Mood, bendEdges, edgeLook, nodeLook, radiusOf } from "./looks.ts";
import { extent, paint, readCamera, settle } from "./layers.ts";
import { createNames, drawHover } from "./names.ts";
import { type Line, nearestLine } from "./picking.ts";
import { createRibbonProgram } from "./programs/ribbon.ts";
import { ShapeProgram, shared, shares } from "./programs/shape.ts";
import { type Stage, wantsStillness } from "./stage.ts";

/** Above this many edges they are hidden while the picture moves, and none is bent. */
const MANY_EDGES = 8000;
/** How far from a line, in pixels, a click still chooses it. */
const REACH = 9;
/** How long the camera must rest before its place goes into the address, in milliseconds. */
const REST = 300;
const MOVE = 400;
/**
 * The names of sigma's own programs of edges, whose places ours take so that those are not compiled for nothing; drawn
 * in this order. Straight lines at rest go under, what is bent or stands out goes over them.
 */
const [UNDER, OVER] = ["arrow", "line"] as const;
/** Free space around the picture, in pixels. */
const PADDING = 24;
/** The camera that shows the whole picture. */
const FITTED = { x: 0.5, y: 0.5, ratio: 1 };

/** `place` must be in the document: sigma measures it, and draws at once. */
export function createSigmaStage(context: Context, first: View, place: HTMLElement): Stage {
  const { model, store } = context;
  const element = h("div", { class: "stage-canvas", "aria-hidden": "true" });
  place.prepend(element);
  const shownEdges = new Map<string, ViewEdge>();
  const shownNodes = new Set<string>();
  const { nodes, edges } = picture(model);
  const bends = edges.length > MANY_EDGES ? new Map<string, number>() : bendEdges(edges);
  let mood: Mood;
  let sigma: Sigma;
  let scale = 0.07;
  let ownChoice: string | null = null;
  /** The camera to which the last choice brought the reader. */
  let brought: State["camera"] = null;
  /** The camera that was last told of; any other comes with a link, and stays as it is. */
  let noted: State["camera"] = null;
  let cameraTimer = 0;

  function take(view: View, state: State): void {
    mood = { page: model.page, theme: plainTheme(state.theme), lit: view.lit, chosen: state.chosen?.id ?? null };
    shared.ground = shares(INKS[mood.theme].ground);
    shared.ring = shares(INKS[mood.theme].ring);
    shownNodes.clear();
    shownEdges.clear();
    for (const node of view.nodes) shownNodes.add(node.id);
    for (const each of view.edges) shownEdges.set(each.edge.id, each);
  }

  function nodeReducer(id: string): Record<string, unknown> {
    const node = model.nodes.get(id)!;
    const look = nodeLook(mood, node);
    return {
      x: node.x,
      y: node.y,
      type: "circle",
      label: null,
      size: Math.max(1.7, radiusOf(node) * scale) * (look.ring ? 1.25 : 1),
      color: look.hue,
      strength: look.strength,
      shape: look.shape,
      halo: look.halo,
      ring: look.ring,
      zIndex: look.level,
      hidden: !shownNodes.has(id),
    };
  }

  function edgeReducer(id: string): Record<string, unknown> {
    const each = shownEdges.get(id);
    if (!each) return { hidden: true, type: UNDER };
    const look = edgeLook(mood, each);
    const bend = bends.get(id) ?? 0;
    return { type: bend === 0 && look.level === 0 ? UNDER : OVER, color: look.colour, size: look.width, dash: look.dash, bend, zIndex: look.level };
  }

  function build(): MultiGraph {
    const graph = new MultiGraph();
    // the largest first, so that their halos lie under their neighbours
    const ordered = [...nodes].sort((one, other) => other.evidence - one.evidence);
    for (const node of ordered) graph.addNode(node.id, { x: node.x, y: node.y });
    for (const edge of edges) graph.addEdgeWithKey(edge.id, edge.source.id, edge.target.id);
    return graph;
  }

  function start(): void {
    take(first, store.state);
    const graph = build();
    scale = measureScale();
    performance.mark("graph-built");
    sigma = new Sigma(graph, element, {
      nodeProgramClasses: { circle: ShapeProgram },
      edgeProgramClasses: { [UNDER]: createRibbonProgram(1), [OVER]: createRibbonProgram(edges.length > MANY_EDGES ? 1 : 12) },
      nodeReducer,
      edgeReducer,
      zIndex: true,
      renderLabels: false,
      hideEdgesOnMove: edges.length > MANY_EDGES,
      minEdgeThickness: 0.8,
      stagePadding: PADDING,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      doubleClickZoomingRatio: 1.6,
      allowInvalidContainer: true,
      defaultDrawNodeHover: (canvas, data) => drawHover(canvas, nameOf(data["key"] as string), data, mood.theme),
    });
    if (store.state.camera) sigma.getCamera().setState(store.state.camera);
    listen();
  }

  function nameOf(id: string): string {
    const node = model.nodes.get(id);
    return node ? model.name(node, store.state.language).text : id;
  }

  /** Pixels of a fitted picture to one unit of the layout, so that nodes that do not touch there do not touch here. */
  function measureScale(): number {
    const [left, right] = extent(nodes.map((node) => node.x ?? 0));
    const [low, high] = extent(nodes.map((node) => node.y ?? 0));
    const width = (element.clientWidth || 800) - 2 * PADDING;
    const height = (element.clientHeight || 600) - 2 * PADDING;
    return Math.min(width / Math.max(1, right - left), height / Math.max(1, high - low));
  }

  function listen(): void {
    sigma.on("clickNode", ({ node }) => choose("node", node));
    sigma.on("clickStage", ({ event }) => {
      const line = nearestLine(lines(), event, REACH);
      if (line) choose("edge", line);
      else store.dispatch({ do: "choose", choice: null });
    });
    sigma.on("enterNode", () => element.classList.add("pointing"));
    sigma.on("leaveNode", () => element.classList.remove("pointing"));
    sigma.getCamera().on("updated", noteCamera);
    // sigma itself watches the window only; the first report, of the size that it has, asks for nothing
    new ResizeObserver(() => {
      const { width, height } = sigma.getDimensions();
      if (width !== element.offsetWidth || height !== element.offsetHeight) sigma.scheduleRender();
    }).observe(element);
    sigma.on("resize", () => {
      const now = measureScale();
      if (Math.abs(now / scale - 1) < 0.04) return;
      scale = now;
      sigma.scheduleRefresh();
    });
  }

  function choose(what: "node" | "edge", id: string): void {
    ownChoice = id;
    store.dispatch({ do: "choose", choice: { what, id } });
  }

  function* lines(): Iterable<Line> {
    const places = new Map<string, { x: number; y: number }>();
    const at = (id: string): { x: number; y: number } => {
      let place = places.get(id);
      if (!place) {
        place = sigma.framedGraphToViewport(sigma.getNodeDisplayData(id)!);
        places.set(id, place);
      }
      return place;
    };
    for (const { edge } of shownEdges.values()) {
      yield { id: edge.id, from: at(edge.source.id), to: at(edge.target.id), bend: bends.get(edge.id) ?? 0 };
    }
  }

  function noteCamera(): void {
    window.clearTimeout(cameraTimer);
    cameraTimer = window.setTimeout(() => {
      noted = readCamera(sigma.getCamera().getState());
      store.dispatch({ do: "move-camera", camera: noted });
    }, REST);
  }

  function move(target: Partial<CameraState>): void {
    if (wantsStillness()) sigma.getCamera().setState({ ...sigma.getCamera().getState(), ...target });
    else void sigma.getCamera().animate(target, { duration: MOVE });
  }

  /** Brings what was chosen elsewhere into the picture, with what it is linked to. */
  function lookAt(ids: Iterable<string>): void {
    const places = [...ids].map((id) => sigma.getNodeDisplayData(id)).filter((place) => place !== undefined);
    if (places.length === 0) return;
    const [left, right] = extent(places.map((place) => place.x));
    const [low, high] = extent(places.map((place) => place.y));
    const ratio = Math.max(0.25, 1.3 * Math.max(right - left, high - low));
    const target = ratio > 0.75 ? FITTED : { x: (left + right) / 2, y: (low + high) / 2, ratio };
    brought = readCamera({ ...target, angle: 0 });
    move(target);
  }

  /** Where the reader was brought and has not moved since, they are led out again; else the picture stays as they put it. */
  function leadBack(): void {
    if (brought && isSame(brought, readCamera(sigma.getCamera().getState()))) move(FITTED);
    brought = null;
  }

  function follow(view: View, state: State): void {
    const chosen = state.chosen?.id ?? null;
    const isOwn = chosen !== null && chosen === ownChoice;
    ownChoice = null;
    if (view.lit.size === 0) leadBack();
    else if (!isOwn) lookAt(view.lit);
  }

  let seen: { view: View; state: State } = { view: first, state: store.state };
  let isFollowing = false;
  // drawing takes longest by far: what the reader asked to read is shown before
  const drawLater = afterFrame(() => {
    if (isFollowing) follow(seen.view, seen.state);
    isFollowing = false;
    take(seen.view, seen.state);
    sigma.scheduleRefresh();
  });
  start();
  return {
    element,
    update(view, state) {
      const before = seen;
      seen = { view, state };
      const camera = readCamera(sigma.getCamera().getState());
      const isGiven = state.camera !== before.state.camera && state.camera !== noted;
      if (isGiven) brought = null;
      if (state.camera !== before.state.camera && !isSame(state.camera, camera)) move(state.camera ?? FITTED);
      else if (view.lit !== before.view.lit && !isSame([...view.lit], [...before.view.lit])) isFollowing = true;
      const isSamePicture = view === before.view && state.theme === before.state.theme && state.language === before.state.language;
      if (!isSamePicture) drawLater();
    },
    zoom(factor) {
      move({ ratio: sigma.getCamera().getBoundedRatio(sigma.getCamera().ratio / factor) });
    },
    fit: () => move(FITTED),
    repaint() {
      take(seen.view, store.state);
      sigma.refresh();
    },
    finish() {
      const names = createNames(sigma, context, () => ({ mood, shownEdges, bends }));
      sigma.on("afterRender", names.draw);
      names.draw();
    },
    toBlob: () => paint(sigma, INKS[mood.theme].ground),
    settle: () => settle(sigma),
  };
}
