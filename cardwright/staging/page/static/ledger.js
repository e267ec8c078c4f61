// The ledger of an organization.

import { el, theirs, visible } from "./dom.js";
import { longTime, shortTime } from "./format.js";
import { pagedList } from "./list.js";

function make(entry) {
  return el(
    "tr",
    {},
    el("td", {}, el("time", { datetime: entry.created_at, title: longTime(entry.created_at) }, shortTime(entry.created_at))),
    el("td", {}, theirs(entry.description), el("span", { class: "quiet" }, visible(entry.sub_type.replaceAll("_", " ")))),
    el("td", { class: entry.credit ? "money credit" : "money" }, `${entry.credit ? "+" : "−"}${entry.amount}`),
    el("td", { class: "money" }, entry.balance),
  );
}

export const ledgerList = ({ organization }) =>
  pagedList({
    id: "ledger",
    path: () => `/organizations/${organization()}/transactions`,
    keyOf: (entry) => entry.id,
    make,
  });
