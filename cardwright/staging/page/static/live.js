// News from staging: a stream of events, and where that cannot be had, asking every other second.

import { STREAM } from "./api.js";

const SHORTEST = 500;
const LONGEST = 5000;

/**
 * `hello(start)` comes with each new stream: whatever was missed is to be asked for then. `poll`
 * asks for everything, and answers whether it got it. A page that nobody sees has no stream, as a
 * browser has few connections to one place.
 */
export function listen({ hello, calls, many, state, pulse, poll }) {
  let source = null;
  let timer = 0;
  let wait = SHORTEST;

  function open() {
    close();
    source = new EventSource(STREAM);
    source.addEventListener("hello", (event) => {
      wait = SHORTEST;
      pulse("live", "Live");
      hello(JSON.parse(event.data).start);
    });
    source.addEventListener("calls", (event) => calls(JSON.parse(event.data)));
    source.addEventListener("many", many);
    source.addEventListener("state", (event) => state(JSON.parse(event.data)));
    source.onerror = fallBack;
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  async function fallBack() {
    close();
    const there = await poll();
    pulse(there ? "polling" : "lost", there ? "Asking every few seconds" : "Staging cannot be reached");
    if (document.hidden || source) return;
    clearTimeout(timer);
    timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  open();
}
