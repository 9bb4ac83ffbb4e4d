/** Work that waits for the screen. */

/** Lets the browser show what has been written before the work goes on; in a hidden page, which shows nothing, not for long. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => void window.setTimeout(resolve));
    window.setTimeout(resolve, 200);
  });
}

/** Returns a function that runs some work after the next frame, once however often it is called until then. */
export function afterFrame(work: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    void nextFrame().then(() => {
      isDue = false;
      work();
    });
  };
}
