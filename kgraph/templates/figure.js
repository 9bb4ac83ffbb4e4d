"use strict";
// Behaviour of a figure. What it shows of the evidence are copies of the table's own cells, so nothing here makes
// markup out of text.
(() => {
  const at = (id) => document.getElementById(id);
  const data = JSON.parse(at("data").textContent);
  const canvas = at("canvas");
  const panel = at("panel");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
  const edgeOf = new Map(data.edges.map((edge) => [edge.id, edge]));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    edgesOf.get(edge.from).push(edge);
    if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
  }
  // Walked by keyboard from the busiest node on.
  const walk = [...data.nodes].sort((a, b) => edgesOf.get(b.id).length - edgesOf.get(a.id).length);
  const chosen = { node: null, edge: null };
  // The kinds that a reader looks at; all of them while there is none.
  const kinds = new Set();
  // Many lines together would hide the nodes.
  const faint = Math.min(1, 14 / Math.sqrt(data.edges.length));
  let returnTo = canvas;
  let format = "wide";
  let network;
  let nodes;
  let edges;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const motion = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });
  const sentenceOf = (id) => at(id).querySelector(".sentence").textContent;

  // Colours come from the style sheet, so that one palette serves both themes and print.

  const inView = (node) => !kinds.size || kinds.has(node.group);

  function nodeLook(node) {
    const fillColour = colour(node.hue);
    const usual = { border: fillColour, background: fillColour };
    const marked = { border: colour("ink"), background: fillColour };
    const { x, y, size, font: letterSize, lift } = node.places[format];
    const ends = edgesOf.get(node.id).flatMap((edge) => [nodeOf.get(edge.from), nodeOf.get(edge.to)]);
    const near = inView(node) || ends.some(inView);
    const font = { ...letters(letterSize, inView(node) ? "ink" : "soft"), vadjust: lift };
    if (!near) font.color = "transparent";
    const opacity = inView(node) ? 1 : near ? 0.45 : 0.1;
    return { id: node.id, x, y, size, font, opacity, color: { ...usual, highlight: marked, hover: marked } };
  }

  function edgeLook(edge) {
    const line = colour(edge.look);
    const chosenLine = colour("chosen");
    const opacity = inView(nodeOf.get(edge.from)) || inView(nodeOf.get(edge.to)) ? faint : 0.08;
    return {
      id: edge.id,
      color: { color: line, highlight: chosenLine, hover: chosenLine, inherit: false, opacity },
      font: { ...letters(data.lineFonts[format], "soft"), align: "top" },
    };
  }

  function letters(size, ink) {
    const face = getComputedStyle(document.body).fontFamily;
    return { face, size, color: colour(ink), strokeWidth: 6, strokeColor: colour("surface") };
  }

  function paint() {
    nodes.update(data.nodes.map(nodeLook));
    edges.update(data.edges.map(edgeLook));
  }

  function chooseFormat() {
    return canvas.clientWidth < canvas.clientHeight ? "tall" : "wide";
  }

  function turnPage() {
    if (chooseFormat() !== format) {
      format = chooseFormat();
      paint();
    }
    fitAll(false);
  }

  function fitAll(animation) {
    if (!canvas.clientWidth || !canvas.clientHeight) return; // on paper
    const [left, top, right, bottom] = data.frames[format];
    const scale = Math.min(canvas.clientWidth / (right - left), canvas.clientHeight / (bottom - top)) * 0.96;
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    network.moveTo({ position, scale: Math.min(scale, 1.15), animation });
  }

  // A kind of the legend is a button: those that are pressed stand out, with what they are tied to.

  function makeButton(line) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kind";
    button.setAttribute("aria-pressed", "false");
    button.title = data.words.focus;
    button.append(...line.childNodes);
    button.addEventListener("click", () => {
      const kind = line.dataset.kind;
      if (!kinds.delete(kind)) kinds.add(kind);
      button.setAttribute("aria-pressed", String(kinds.has(kind)));
      paint();
    });
    line.append(button);
  }

  function start() {
    at("figure").hidden = false;
    for (const button of document.querySelectorAll(".show")) button.hidden = false;
    format = chooseFormat();
    nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, ...nodeLook(node) })));
    edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge, ...edgeLook(edge) })));
    network = new vis.Network(canvas, { nodes, edges }, JSON.parse(data.options));
    canvas.querySelector(".vis-network").tabIndex = -1;
    fitAll(false);
    // Nodes have no size before they are drawn once: lines end at their edge from the second time on.
    network.once("afterDrawing", () => {
      requestAnimationFrame(() => {
        network.redraw();
        document.body.dataset.ready = "true";
      });
    });
    for (const line of at("kinds").children) makeButton(line);
    listen();
  }

  // What is chosen shows in the figure, in the panel and in the table at once.

  function clear() {
    for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    chosen.node = chosen.edge = null;
    network.unselectAll();
  }

  function markNode(id) {
    clear();
    chosen.node = id;
    network.selectNodes([id], false);
    const node = nodeOf.get(id);
    tell([node.name, node.kind, fill(data.words.statements, { count: edgesOf.get(id).length })]);
    reveal([id]);
  }

  function markEdge(id, from) {
    clear();
    const edge = edgeOf.get(id);
    chosen.edge = id;
    chosen.node = from ?? null;
    network.selectEdges([id]);
    at(id).classList.add("chosen");
    const siblings = from === undefined ? [] : edgesOf.get(from);
    const step = { step: siblings.indexOf(edge) + 1, count: siblings.length };
    tell([sentenceOf(id), ...(siblings.length ? [fill(data.words.step, step)] : [])]);
    reveal([edge.from, edge.to]);
  }

  function tell(parts) {
    at("status").textContent = parts.join(" · ");
  }

  function reveal(ids) {
    const inside = ids.every((id) => {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return x > 0 && y > 0 && x < canvas.clientWidth && y < canvas.clientHeight;
    });
    if (!inside) network.fit({ nodes: ids, animation: motion(), maxZoomLevel: 1 });
  }

  function openPanel(kicker, title, language, body) {
    panel.dataset.state = "open";
    at("panel-kind").textContent = kicker;
    at("panel-title").textContent = title;
    if (language) at("panel-title").lang = language;
    else at("panel-title").removeAttribute("lang");
    at("panel-body").replaceChildren(...body);
    panel.scrollTop = 0;
  }

  function groundsOf(id) {
    return [...at(id).querySelector(".grounds").children].map((part) => part.cloneNode(true));
  }

  function openEdge(id) {
    const edge = edgeOf.get(id);
    openPanel(edge.name, sentenceOf(id), "", groundsOf(id));
  }

  function openNode(id) {
    const node = nodeOf.get(id);
    const own = edgesOf.get(id);
    const count = document.createElement("p");
    count.textContent = fill(data.words.statements, { count: own.length });
    openPanel(node.kind, node.name, node.language, [count, ...own.map((edge) => statement(edge, own.length === 1))]);
  }

  function statement(edge, open) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = sentenceOf(edge.id);
    details.append(summary);
    details.open = open;
    // A busy node has hundreds of statements: their sources are copied when a reader asks for them.
    const unfold = () => {
      if (!details.open || details.childElementCount > 1) return;
      details.append(...groundsOf(edge.id));
    };
    details.addEventListener("toggle", unfold);
    unfold();
    return details;
  }

  function close() {
    panel.dataset.state = "idle";
    at("panel-kind").textContent = idle.kicker;
    at("panel-title").textContent = idle.title;
    at("panel-title").removeAttribute("lang");
    at("panel-body").replaceChildren();
    clear();
    tell([data.words.nothing_chosen]);
  }

  const idle = { kicker: at("panel-kind").textContent, title: at("panel-title").textContent };

  function openChosen() {
    if (chosen.edge) openEdge(chosen.edge);
    else if (chosen.node) openNode(chosen.node);
    else return;
    returnTo = canvas;
    at("panel-title").focus({ preventScroll: true });
  }

  // By keyboard: up and down along the nodes, left and right along the lines of the chosen one.

  function stepNode(by) {
    const here = walk.findIndex((node) => node.id === chosen.node);
    const next = here < 0 ? 0 : (here + by + walk.length) % walk.length;
    markNode(walk[next].id);
  }

  function stepEdge(by) {
    const from = chosen.node ?? walk[0].id;
    const own = edgesOf.get(from);
    if (!own.length) return;
    const here = own.findIndex((edge) => edge.id === chosen.edge);
    const next = here < 0 ? (by > 0 ? 0 : own.length - 1) : (here + by + own.length) % own.length;
    markEdge(own[next].id, from);
  }

  function zoom(by) {
    network.moveTo({ scale: network.getScale() * by, animation: motion() });
  }

  const keys = {
    ArrowDown: () => stepNode(1),
    ArrowUp: () => stepNode(-1),
    ArrowRight: () => stepEdge(1),
    ArrowLeft: () => stepEdge(-1),
    Enter: openChosen,
    " ": openChosen,
    "+": () => zoom(1.5),
    "-": () => zoom(1 / 1.5),
    0: () => fitAll(motion()),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  }

  function onEscape(event) {
    if (event.key !== "Escape" || panel.dataset.state === "idle") return;
    const inside = panel.contains(document.activeElement);
    close();
    if (inside) returnTo.focus();
  }

  function onClick({ nodes: [node], edges: [edge] }) {
    if (node !== undefined) {
      markNode(node);
      openNode(node);
    } else if (edge !== undefined) {
      markEdge(edge);
      openEdge(edge);
    } else {
      close();
    }
    returnTo = canvas;
  }

  function showStatement(event) {
    const button = event.target.closest(".show");
    if (!button) return;
    at("figure").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
    markEdge(button.dataset.statement);
    openEdge(button.dataset.statement);
    returnTo = button;
    at("panel-title").focus({ preventScroll: true });
  }

  // On paper the figure is a copy in light colours: the figure itself would follow the paper's width too late.
  function copyForPrint() {
    document.documentElement.dataset.printing = "true";
    paint();
    network.redraw();
    const drawn = canvas.querySelector("canvas");
    const copy = at("print");
    Object.assign(copy, { width: drawn.width, height: drawn.height });
    copy.getContext("2d").drawImage(drawn, 0, 0);
  }

  function listen() {
    network.on("click", onClick);
    network.on("hoverNode", () => { canvas.style.cursor = "pointer"; });
    network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
    network.on("blurNode", () => { canvas.style.cursor = ""; });
    network.on("blurEdge", () => { canvas.style.cursor = ""; });
    network.on("resize", turnPage);
    canvas.addEventListener("keydown", onKey);
    // A plain wheel scrolls the page on to the table; with Ctrl, and by pinching, it zooms.
    canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true });
    document.addEventListener("keydown", onEscape);
    document.addEventListener("click", showStatement);
    at("close").addEventListener("click", () => { close(); returnTo.focus(); });
    at("zoom-in").addEventListener("click", () => zoom(1.5));
    at("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
    at("fit").addEventListener("click", () => fitAll(motion()));
    darkness.addEventListener("change", paint);
    addEventListener("beforeprint", copyForPrint);
    addEventListener("afterprint", () => { delete document.documentElement.dataset.printing; paint(); });
  }

  start();
})();
