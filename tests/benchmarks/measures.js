/** What the benchmark of the atlas measures inside the page; put in before the page's own script. All times in milliseconds. */
(() => {
  const PlainWorker = window.Worker;
  let worker = null;
  window.Worker = class extends PlainWorker {
    constructor(...given) {
      super(...given);
      worker = this;
    }
  };

  /** When the next frame is done. */
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Waits until the card has drawn what it was given. */
  function finishDrawing() {
    for (const name of ["edges", "nodes"]) {
      const gl = document.querySelector(`canvas.sigma-${name}`).getContext("webgl2");
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
  }

  window.measures = {
    rest,

    /** Milliseconds from the start of the script to each mark. */
    marks() {
      const times = Object.fromEntries(performance.getEntriesByType("mark").map((mark) => [mark.name, mark.startTime]));
      const began = times["script-start"];
      return { ...Object.fromEntries(Object.entries(times).map(([name, time]) => [name, time - began])), opened: times.ready };
    },

    stage() {
      const { x, y, width, height } = document.querySelector(".stage-canvas").getBoundingClientRect();
      return { x, y, width, height };
    },

    /**
     * Watches the next event of a kind, and gives the time until the page has done its work and laid out what is new
     * ("written"), and until the frame that shows it has been handed to the screen ("shown").
     */
    watch(kind) {
      let began = 0;
      const shown = new Promise((resolve) => {
        new PerformanceObserver((list, observer) => {
          const entry = list.getEntries().find((each) => each.name === kind);
          if (!entry) return;
          observer.disconnect();
          // durations are rounded to 8 ms
          resolve(entry.duration);
        }).observe({ type: "event", durationThreshold: 16 });
        // what takes less than the least duration is not told of
        rest(2500).then(() => resolve(16));
      });
      window.addEventListener(kind, (event) => (began = event.timeStamp), { capture: true, once: true });
      const written = new Promise((resolve) => {
        const note = () => {
          document.body.getBoundingClientRect();
          resolve(performance.now() - began);
        };
        window.addEventListener(kind, note, { once: true });
      });
      window.measures.watched = Promise.all([written, shown]);
    },

    /** Times of frames while the picture is dragged by the pointer, which is down at a point. */
    async drag({ x, y }, steps) {
      const times = [];
      finishDrawing();
      for (let step = 1; step <= steps; step += 1) {
        const began = performance.now();
        const to = { clientX: x + 6 * step, clientY: y + 3 * step, bubbles: true, button: 0, buttons: 1 };
        document.dispatchEvent(new MouseEvent("mousemove", to));
        await frame();
        finishDrawing();
        times.push(performance.now() - began);
      }
      // the first frames take away what is hidden while moving
      return times.slice(2);
    },

    /** From pressing the button that asks to the rows on the page. */
    async askFirst() {
      const panel = document.getElementById("panel-ask");
      const began = performance.now();
      panel.querySelector("button[type='submit']").click();
      while (!panel.querySelector(".answer table td, .answer li, .problem:not([hidden]):not(:empty)")) await rest(1);
      document.body.getBoundingClientRect();
      const took = performance.now() - began;
      if (!panel.querySelector(".answer table td, .answer li")) throw new Error(panel.querySelector(".problem").textContent);
      return took;
    },

    /** From sending a question to the worker to its answer in the page; null where it takes longer than a limit. */
    ask(number, text, limit) {
      const began = performance.now();
      return new Promise((resolve, reject) => {
        setTimeout(() => resolve(null), limit);
        worker.addEventListener("message", function hear({ data }) {
          if (data.number !== number) return;
          worker.removeEventListener("message", hear);
          if (data.did === "fail") reject(new Error(data.message));
          else resolve(performance.now() - began);
        });
        worker.postMessage({ do: "ask", number, text });
      });
    },
  };
})();
