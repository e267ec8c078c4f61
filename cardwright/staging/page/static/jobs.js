// Print jobs, step by step.

import { el, theirs } from "./dom.js";
import { plural, shortTime } from "./format.js";
import { pagedList } from "./list.js";

function steps(job) {
  const lacking = [job.cards ? null : "cards", job.address ? null : "an address", job.shipping ? null : "shipping"].filter(Boolean);
  const submitted = job.submitted_at !== null;
  return [
    ["Created", true, shortTime(job.created_at)],
    ["Ready", submitted || !lacking.length, submitted || !lacking.length ? "cards, address, shipping" : `needs ${lacking.join(", ")}`],
    ["Submitted", submitted, submitted ? shortTime(job.submitted_at) : "not yet"],
    ["Printed", job.printed, job.prints_at ? `${job.printed ? "" : "due "}${shortTime(job.prints_at)}` : "at 4 PM in New York"],
  ];
}

function make(job) {
  const found = steps(job);
  const reached = found.findLastIndex(([, done]) => done);
  const more = job.cards - job.card_ids.length;
  const which = job.card_ids.join(", ") + (more > 0 ? ` and ${more} more` : "");
  return el(
    "li",
    { class: "job" },
    el("header", {}, el("h3", {}, `Print job ${job.id}`), el("span", { class: "cost" }, job.cost ?? "")),
    el(
      "ol",
      { class: "steps", "aria-label": `Life of print job ${job.id}` },
      ...found.map(([name, done, note], place) =>
        el(
          "li",
          { "data-done": String(done), "aria-current": place === reached ? "step" : null },
          el("strong", {}, name, el("span", { class: "unseen" }, done ? ", done" : ", not yet")),
          el("span", {}, note),
        ),
      ),
    ),
    el(
      "dl",
      { class: "facts" },
      el("dt", {}, "Cards"),
      el("dd", {}, job.cards ? `${which} (${plural(job.copies, "copy", "copies")} of each)` : "none"),
      el("dt", {}, "To"),
      el("dd", {}, job.address ? theirs(job.address) : "no address yet"),
      el("dt", {}, "By"),
      el("dd", {}, job.shipping ?? "no shipping provider yet"),
    ),
  );
}

export const jobList = ({ organization, arrived }) =>
  pagedList({
    id: "print-jobs",
    path: () => `/organizations/${organization()}/print_jobs`,
    keyOf: (job) => job.id,
    make,
    arrived,
  });
