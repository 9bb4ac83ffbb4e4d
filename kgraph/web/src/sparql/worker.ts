/** The SPARQL engine in a worker of its own, so that a long question never holds up the page and can be stopped. */

import init, { Store } from "oxigraph/web.js";
import { type Reply, type Request, formOf } from "./answers.ts";

let opening: Promise<Store> | null = null;

self.addEventListener("message", (event: MessageEvent<Request>) => void handle(event.data));

async function handle(request: Request): Promise<void> {
  if (request.do === "open") {
    opening = open(request.wasm, request.quads);
    await opening.then(() => reply({ did: "open" }), fail(-1));
    return;
  }
  await ask(request.number, request.text).then(reply, fail(request.number));
}

async function open(wasm: Uint8Array<ArrayBuffer>, quads: Uint8Array<ArrayBuffer>): Promise<Store> {
  await init({ module_or_path: wasm });
  const store = new Store();
  store.load(quads, { format: "application/trig", lenient: true, no_transaction: true });
  return store;
}

async function ask(number: number, text: string): Promise<Reply> {
  const store = await opening;
  if (!store) throw new Error("the engine has not been opened");
  const form = formOf(text);
  const began = performance.now();
  const results_format = form === "graph" ? "application/n-triples" : "application/sparql-results+json";
  // the layers together, as the command line asks them
  const body = store.query(text, { results_format, use_default_graph_as_union: true });
  return { did: "ask", number, form, body: String(body), took: performance.now() - began };
}

function fail(number: number): (error: unknown) => void {
  return (error) => reply({ did: "fail", number, message: error instanceof Error ? error.message : String(error) });
}

function reply(message: Reply): void {
  self.postMessage(message);
}
