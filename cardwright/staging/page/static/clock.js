// Staging's time, which may be another than the browser's.

import { byId } from "./dom.js";
import { longTime } from "./format.js";

let shown = null;
let alarm = 0;

function draw() {
  if (!shown) return;
  const moment = new Date(now()).toISOString();
  for (const id of ["now", "clock-time"]) {
    byId(id).dateTime = moment;
    byId(id).textContent = longTime(moment);
  }
}

const now = () => shown.at + (shown.frozen ? 0 : performance.now() - shown.seen);

export function setClock({ time, frozen }) {
  shown = { at: Date.parse(time), frozen, seen: performance.now() };
  draw();
}

/** Calls once when the first of these moments has come; what was asked before is forgotten. */
export function wakeAt(moments, then) {
  clearTimeout(alarm);
  if (!shown || shown.frozen) return;
  const waits = moments.map((moment) => Date.parse(moment) - now()).filter((wait) => wait > 0);
  const first = Math.min(...waits) + 500;
  if (first < 2 ** 31) alarm = setTimeout(then, first);
}

setInterval(draw, 1000);
