/** Starts the page: unpacks the data, draws the first picture, and joins the parts. Nothing else happens here. */

import "./begin.ts";
import { followAddress } from "./address.ts";
import type { Context, Panel, Store, View } from "./context.ts";
import { createDerive } from "./derive.ts";
import { createLiveRegion, h } from "./dom.ts";
import { afterFrame, nextFrame } from "./frames.ts";
import { readHash } from "./hash.ts";
import { chooseLanguage, translate } from "./i18n/index.ts";
import { createMirror } from "./mirror.ts";
import { buildModel } from "./model.ts";
import { type Language, type PageData, readJson } from "./page.ts";
import { createAboutPanel } from "./panels/about.ts";
import { createAskPanel } from "./panels/ask.ts";
import { createEvidencePanel } from "./panels/evidence.ts";
import { createFiltersPanel } from "./panels/filters.ts";
import { createLegendPanel } from "./panels/legend.ts";
import { createMapPanel } from "./panels/map.ts";
import { createOrganisationPanel } from "./panels/organisation.ts";
import { createPathPanel } from "./panels/path.ts";
import { createStoriesPanel } from "./panels/stories.ts";
import { createTablePanel } from "./panels/table.ts";
import { createTimelinePanel } from "./panels/timeline.ts";
import { keepFocus } from "./reading.ts";
import { buildSearch } from "./search.ts";
import { createSentences } from "./sentences.ts";
import { createShell, type Place, type Shell } from "./shell.ts";
import { type State, createStore } from "./state.ts";
import { drawForPrint } from "./stage/print.ts";
import { type Stage, hasWebGl } from "./stage/stage.ts";
import { createStillStage } from "./stage/still.ts";
import { drawSvg } from "./stage/svg.ts";
import { fillTools } from "./stage/tools.ts";
import { createTakeawayPanel } from "./takeaway.ts";
import { applyTheme, watchDevice } from "./theme.ts";

/** The panels, in the order in which they stand in their places. Those with a tab of their own are made when it opens. */
const PANELS: readonly { place: Place; create: (context: Context) => Panel }[] = [
  { place: "left", create: createFiltersPanel },
  { place: "legend", create: createLegendPanel },
  { place: "under", create: createTimelinePanel },
  { place: "list", create: createMirror },
  { place: "right", create: createStoriesPanel },
  { place: "right", create: createOrganisationPanel },
  { place: "right", create: createEvidencePanel },
  { place: "right", create: createPathPanel },
  { place: "right", create: createTakeawayPanel },
  { place: "table", create: createTablePanel },
  { place: "map", create: createMapPanel },
  { place: "ask", create: createAskPanel },
  { place: "about", create: createAboutPanel },
];

const TAB_PLACES: ReadonlySet<Place> = new Set<Place>(["table", "map", "ask", "about"]);
/** What stands here follows a frame later: what the reader asked to read comes first. */
const LATER_PLACES: ReadonlySet<Place> = new Set<Place>(["left", "legend", "under", "list"]);

void start();

async function start(): Promise<void> {
  // the language that the page was made to open in, else the reader's
  const preferred = chooseLanguage([document.documentElement.dataset["language"] ?? "", ...navigator.languages]);
  try {
    if (typeof DecompressionStream === "undefined") return showMessage(translate("message.old-browser", preferred));
    const page = await readJson<PageData>("data-graph");
    performance.mark("unpacked");
    await run(page, preferred);
  } catch (error) {
    console.error(error);
    const detail = error instanceof Error ? error.message : String(error);
    showMessage(translate("message.broken", preferred, { detail }));
  }
}

function showMessage(text: string): void {
  document.body.prepend(h("p", { class: "message", role: "alert" }, text));
}

async function run(page: PageData, preferred: Language): Promise<void> {
  const model = buildModel(page);
  const store: Store = createStore(readHash(window.location.hash, model, preferred));
  const derive = createDerive(model);
  const live = createLiveRegion();
  const sentences = createSentences(model);
  let stage: Stage;
  const context: Context = {
    model,
    store,
    say: (key, values) => translate(key, store.state.language, values),
    sentence: (id) => sentences.say(id, store.state.language),
    announce: live.announce,
    picture: () => stage.toBlob(),
  };
  applyTheme(store.state.theme, page);
  document.documentElement.lang = store.state.language;
  const shell = createShell(context);
  shell.update(store.state);
  // beside the blocks of data, of which some are read later
  document.body.prepend(shell.element, live.element);

  const first = derive(store.state);
  stage = await createStage(context, first, shell);
  const prompt: Panel[] = [stage];
  const later: Panel[] = [];
  const made = new Set<Place>();
  const add = (places: (place: Place) => boolean): void => {
    for (const { place, create } of PANELS) {
      if (!places(place)) continue;
      const panel = create(context);
      shell.places[place].append(panel.element);
      (LATER_PLACES.has(place) ? later : prompt).push(panel);
      refresh(panel, derive(store.state), store.state);
    }
  };
  const openTab = (state: State): void => {
    const { tab } = state;
    if (tab === "network" || made.has(tab)) return;
    made.add(tab);
    add((place) => place === tab);
  };
  const refreshEach = (panels: readonly Panel[]): void => {
    const view = derive(store.state);
    for (const panel of panels) refresh(panel, view, store.state);
  };
  const refreshLater = afterFrame(() => refreshEach(later));
  const refreshAll = (): void => {
    keepFocus(() => refreshEach(prompt));
    refreshLater();
  };
  const readSentences = async (language: Language): Promise<void> => {
    if ((await sentences.read(language)) && store.state.language === language) refreshAll();
  };

  store.subscribe((state, before) => {
    if (state.theme !== before.theme) applyTheme(state.theme, page);
    if (state.language !== before.language) {
      document.documentElement.lang = state.language;
      shell.translate();
      void readSentences(state.language);
    }
    shell.update(state);
    openTab(state);
    refreshAll();
    document.title = titleOf(context, state);
  });
  watchDevice(() => {
    applyTheme(store.state.theme, page);
    stage.repaint();
  });
  document.title = titleOf(context, store.state);
  // the card draws meanwhile; to let the browser show half a page in between would only make it draw twice
  shell.search.open(buildSearch(model));
  add((place) => place === "right");
  openTab(store.state);
  followAddress(store, model);
  await stage.settle();
  performance.mark("first-frame");
  document.body.dataset["ready"] = "";
  performance.mark("ready");
  await nextFrame();
  stage.finish();
  add((place) => place !== "right" && !TAB_PLACES.has(place));
  drawForPrint(
    shell.places.stage,
    (theme) => drawSvg(derive(store.state), context, theme),
    (theme) => applyTheme(theme ?? store.state.theme, page),
  );
  void readSentences(store.state.language);
}

/** Draws with sigma where WebGL is, else a still picture. Sigma's modules fail to load where there is no WebGL at all. */
async function createStage(context: Context, first: View, shell: Shell): Promise<Stage> {
  const place = shell.places.stage;
  const stage = await drawWithSigma(context, first, place).catch((error: unknown) => {
    if (hasWebGl()) throw error;
    place.querySelector(".stage-canvas")?.remove();
    return createStillStage(context, first, drawSvg);
  });
  if (!stage.element.isConnected) place.prepend(stage.element);
  fillTools(shell.places.tools, shell.whole, stage, context);
  return stage;
}

/** Just tries: to ask for WebGL beforehand takes as long as a tenth of the first picture. */
async function drawWithSigma(context: Context, first: View, place: HTMLElement): Promise<Stage> {
  const { createSigmaStage } = await import("./stage/sigma.ts");
  return createSigmaStage(context, first, place);
}

/** A panel that fails must not take the others with it. */
function refresh(panel: Panel, view: View, state: State): void {
  try {
    panel.update(view, state);
  } catch (error) {
    console.error(error);
  }
}

/** What is chosen stands in the title, so that steps of the Back button and bookmarks can be told apart. */
function titleOf({ model, say }: Context, state: State): string {
  const node = state.chosen?.what === "node" ? model.nodes.get(state.chosen.id) : undefined;
  return node ? `${model.name(node, state.language).text} – ${say("title-short")}` : say("title");
}
