// The cards of an organization, front and back.

import { picture } from "./api.js";
import { el, theirs, visible } from "./dom.js";
import { shortTime } from "./format.js";
import { pagedList } from "./list.js";

const SIZES = { landscape: [1011, 638], portrait: [638, 1011] };

function side(card, name, account) {
  const [width, height] = SIZES[card.orientation];
  const whose = card.name || `number ${card.id}`;
  return el(
    "img",
    {
      src: picture(card.id, name, card.version),
      alt: visible(`${name === "front" ? "Front" : "Back"} of the ${card.template} of ${whose}, ${account()}`),
      width,
      height,
      loading: "lazy",
      decoding: "async",
    },
  );
}

function life(card) {
  if (card.last_printed_at) return el("span", { class: "tag good" }, `printed ${shortTime(card.last_printed_at)}`);
  if (card.last_submitted_at) return el("span", { class: "tag good" }, `submitted ${shortTime(card.last_submitted_at)}`);
  return card.finalized ? el("span", { class: "tag good" }, "finalized") : el("span", { class: "tag warn" }, "draft");
}

function make(card, account) {
  const facts = card.data.flatMap((each) => [
    el("dt", {}, theirs(each.label)),
    el("dd", {}, each.value ? theirs(each.value) : el("span", { class: "quiet" }, "empty")),
  ]);
  return el(
    "li",
    { class: "card" },
    el("div", { class: `sides ${card.orientation}` }, side(card, "front", account), side(card, "back", account)),
    el(
      "div",
      { class: "about" },
      el("h3", {}, card.name ? theirs(card.name) : `Card ${card.id}`),
      el("p", { class: "line" }, life(card), `No. ${card.id}`),
      el("dl", { class: "facts" }, el("dt", {}, "Template"), el("dd", {}, theirs(card.template)), ...facts),
    ),
  );
}

export const cardList = ({ organization, account }) =>
  pagedList({
    id: "cards",
    path: () => `/organizations/${organization()}/cards`,
    keyOf: (card) => card.id,
    make: (card) => make(card, account),
  });
