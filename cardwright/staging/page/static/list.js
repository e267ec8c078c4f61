// A list that is asked for in parts: the newest, and older ones when a button is pressed.

import { ask, Refused } from "./api.js";
import { byId, show } from "./dom.js";

const MOST_SHOWN = 500;

/**
 * `path()` is the door, `keyOf` tells items apart (and is what comes `before` what), `make` makes an
 * item's element. `id` is that of the list; its empty note and its button go by the same name.
 */
export function pagedList({ id, path, keyOf, make, arrived }) {
  const list = byId(id);
  const empty = byId(`no-${id}`);
  const button = byId(`more-${id}`);
  let items = [];
  let more = false;
  let turn = 0;
  // What came in while the list was asked for, and may be newer than the answer.
  let loading = false;
  let late = [];

  function draw() {
    show(list, items, keyOf, make);
    empty.hidden = items.length > 0;
    button.hidden = !more || items.length >= MOST_SHOWN;
    const table = list.closest("table");
    if (table) table.hidden = items.length === 0;
  }

  /** Ask anew, for as many as are shown. */
  async function load() {
    const mine = ++turn;
    loading = true;
    late = [];
    const wanted = Math.max(items.length, 1);
    const found = [];
    let rest = true;
    while (rest && found.length < wanted) {
      const before = found.length ? keyOf(found.at(-1)) : undefined;
      const part = await ask(path(), { before });
      if (mine !== turn) return;
      found.push(...part.items);
      rest = part.more;
    }
    loading = false;
    items = found;
    more = rest;
    merge(late);
    arrived?.(items);
  }

  /** Bring in news of items. */
  function merge(news) {
    if (loading) late.push(...news);
    const known = new Map(items.map((item) => [keyOf(item), item]));
    for (const item of news) known.set(keyOf(item), item);
    items = [...known.values()].sort((a, b) => keyOf(b) - keyOf(a));
    if (items.length > MOST_SHOWN) {
      items.length = MOST_SHOWN;
      more = true;
    }
    draw();
  }

  button.addEventListener("click", async () => {
    const mine = ++turn;
    const first = items.length;
    const part = await ask(path(), { before: keyOf(items.at(-1)) }).catch((error) => {
      if (error instanceof Refused) return { items: [], more: false };
      throw error;
    });
    if (mine !== turn) return;
    items = [...items, ...part.items];
    more = part.more;
    draw();
    const next = list.children[first];
    next?.setAttribute("tabindex", "-1");
    (next?.querySelector("summary") ?? next)?.focus();
  });

  return {
    load,
    merge,
    clear() {
      turn += 1;
      loading = false;
      items = [];
      more = false;
      draw();
    },
  };
}
