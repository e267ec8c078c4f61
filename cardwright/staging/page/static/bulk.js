// Synctera's configurations of bulk orders.

import { byId, el, theirs } from "./dom.js";
import { longTime, plural } from "./format.js";
import { jsonView } from "./json.js";
import { pagedList } from "./list.js";

function make(found) {
  const { configuration } = found;
  return el(
    "li",
    { class: "configuration" },
    el(
      "header",
      {},
      el("h3", {}, theirs(configuration.name ?? "Without a name")),
      el("time", { class: "quiet", datetime: found.created_at }, longTime(found.created_at)),
    ),
    el(
      "p",
      { class: "line" },
      el("code", {}, found.id),
      found.idempotency_keys ? el("span", { class: "tag" }, plural(found.idempotency_keys, "idempotency key")) : null,
    ),
    jsonView(configuration, `Configuration ${found.id}`),
  );
}

export const configurationList = () =>
  pagedList({
    id: "bulk-orders",
    path: () => `/tenants/${encodeURIComponent(byId("tenant").value)}/configurations`,
    keyOf: (found) => found.number,
    make,
  });
