/** Asks the engine: starts it at the first question, and can stop it at any time. */

import { readBlock } from "../page.ts";
import { type Answer, type Reply, type Request, readAnswer } from "./answers.ts";

/** A question that was stopped, which is no error. */
export class Stopped extends Error {}

export interface Client {
  ask(text: string): Promise<Answer>;
  /** Ends what is being answered; the engine starts anew with the next question. */
  stop(): void;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export function createClient(): Client {
  let worker: Promise<Worker> | null = null;
  let number = 0;
  let turn = 0;
  const waiting = new Map<number, Waiting>();

  function hear({ data }: MessageEvent<Reply>): void {
    if (data.did === "open") return;
    // what fails at opening fails every question that waits
    const isBroken = data.did === "fail" && data.number < 0;
    if (isBroken) leave();
    const asked = isBroken ? [...waiting.keys()] : [data.number];
    for (const each of asked) {
      const one = waiting.get(each);
      waiting.delete(each);
      if (data.did === "fail") one?.reject(new Error(data.message));
      else one?.resolve(readAnswer(data.form, data.body, data.took));
    }
  }

  /** Gives up the engine; the next question starts another. */
  function leave(): void {
    void worker?.then((engine) => engine.terminate()).catch(() => undefined);
    worker = null;
  }

  return {
    async ask(text) {
      const mine = ++number;
      const began = turn;
      worker ??= start(hear);
      const engine = await worker.catch((error: unknown) => {
        worker = null;
        throw error;
      });
      if (began !== turn) throw new Stopped();
      return new Promise<Answer>((resolve, reject) => {
        waiting.set(mine, { resolve, reject });
        engine.postMessage({ do: "ask", number: mine, text } satisfies Request);
      });
    },
    stop() {
      turn += 1;
      leave();
      for (const one of waiting.values()) one.reject(new Stopped());
      waiting.clear();
    },
  };
}

/** Unpacks engine and quads and hands them over, bytes and all; the address of its script is given back at once. */
async function start(hear: (event: MessageEvent<Reply>) => void): Promise<Worker> {
  const [script, wasm, quads] = await Promise.all([readBlock("data-worker"), readBlock("data-wasm"), readBlock("data-quads")]);
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  worker.addEventListener("message", hear);
  worker.addEventListener("error", (event) => {
    const message = event.message || "the engine could not start";
    hear(new MessageEvent("message", { data: { did: "fail", number: -1, message } }));
  });
  worker.postMessage({ do: "open", wasm, quads } satisfies Request, [wasm.buffer, quads.buffer]);
  return worker;
}
