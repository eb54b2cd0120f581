// Draws when something has changed: once for all changes of a frame, and so seldom that most of the
// time is left for whoever uses the page.

const SHARE = 12; // a drawing of 10 ms is followed by 120 ms without one
const MOST_MS = 500;

export class Frames {
  #draw;
  #requested = false;
  #notBefore = 0;
  #start = 0;
  #after = new MessageChannel();

  constructor(draw) {
    this.#draw = draw;
    this.#after.port1.onmessage = () => this.#onShown();
  }

  /** Something has come that can wait for a moment. */
  soon() {
    if (!this.#requested) {
      this.#requested = true;
      const wait = this.#notBefore - performance.now();
      wait > 4 ? setTimeout(() => this.#next(), wait) : this.#next();
    }
  }

  /** Somebody has done something, and waits to see it. */
  now() {
    this.#notBefore = 0;
    this.#run();
  }

  #next() {
    // Frames do not come to a page that nobody sees.
    document.hidden ? setTimeout(() => this.#run(), 1000) : requestAnimationFrame(() => this.#run());
  }

  #run() {
    this.#requested = false;
    this.#start = performance.now();
    this.#draw();
    this.#notBefore = this.#start + MOST_MS; // until it is known
    this.#after.port2.postMessage('');
  }

  /** The browser has laid out what was drawn: that takes longer than to say it. */
  #onShown() {
    const end = performance.now();
    this.#notBefore = end + Math.min(SHARE * (end - this.#start), MOST_MS);
  }
}
