// The requests as they come in.

import { ask, picture } from "./api.js";
import { el, theirs, visible } from "./dom.js";
import { bytes, clockTime, longTime, milliseconds } from "./format.js";
import { jsonView } from "./json.js";
import { pagedList } from "./list.js";

const PREVIEW = /\/cards\/(\d+)\/preview$/;

/** What the sight of a status says in words. */
function ending(call) {
  if (call.status !== null) return [String(call.status), String(call.status)[0]];
  return call.ms === null ? ["…", "", "waiting for its answer"] : ["none", "0", "no answer"];
}

function statusOf(call) {
  const [text, kind, words] = ending(call);
  return el("span", { class: "status", "data-class": kind, title: words }, text);
}

/** A name that goes on in the next line after a dot, where it must. */
const breakable = (name) => name.split(/(?<=\.)/).flatMap((part, place) => (place ? [el("wbr"), part] : [part]));

function line(call) {
  return el(
    "summary",
    {},
    el("span", { class: "method", "data-method": call.method }, visible(call.method)),
    el(
      "span",
      { class: "what" },
      ...breakable(call.operation ?? "no operation"),
      call.fault ? el("span", {}, " ", el("span", { class: "tag warn" }, `fault: ${call.fault}`)) : null,
    ),
    el(
      "span",
      { class: "end" },
      el(
        "span",
        { class: "when" },
        call.ms === null ? null : el("span", { class: "ms" }, `${milliseconds(call.ms)} · `),
        el("time", { datetime: call.time }, clockTime(call.time)),
      ),
      statusOf(call),
    ),
    theirs(call.path, { class: "path", dir: "ltr" }),
  );
}

const part = (title, ...shown) => el("div", {}, el("h3", {}, title), ...shown);
const empty = (value) => value === null || Object.keys(value).length === 0;

function section(operations, name) {
  const found = operations()[name]?.section;
  if (!found) return el("p", { class: "quiet" }, "No section of the documentation: no operation has this path and method.");
  return el(
    "p",
    { class: "section" },
    el("span", { class: "quiet" }, found.document),
    el("span", { class: "quiet" }, found.chapter),
    found.title,
  );
}

function answered(call) {
  const { answer } = call;
  if (answer === null) {
    const why = call.ms === null ? "None yet." : call.status === null ? "None: the connection was closed." : "No longer kept.";
    return part("Answer", el("p", { class: "quiet" }, why));
  }
  const told = el("p", { class: "line" }, statusOf(call), `${visible(answer.media_type)}, ${bytes(answer.size)}`);
  if ("json" in answer) return part("Answer", told, pictures(call), jsonView(answer.json, "Answer"));
  return part("Answer", told, "text" in answer ? jsonView(answer.text, "Answer") : el("p", { class: "quiet" }, `Not shown: ${answer.left_out}.`));
}

function pictures(call) {
  const found = PREVIEW.exec(call.path);
  if (!found || call.operation !== "cards.preview" || call.status !== 200) return null;
  return el(
    "div",
    { class: "pair" },
    ...["front", "back"].map((side) =>
      el("img", { src: picture(found[1], side), alt: `${side} of card ${found[1]}, as it is now`, loading: "lazy" }),
    ),
  );
}

function details(call, operations) {
  return [
    part("Documentation", section(operations, call.operation)),
    part(
      "Request",
      el("p", { class: "line" }, el("time", { datetime: call.time }, longTime(call.time)), call.authorization === null ? "without Authorization" : `Authorization: ${visible(call.authorization).replace("*****", "hidden")}`),
      el("p", {}, theirs(call.path, { class: "path", dir: "ltr" })),
    ),
    empty(call.query) ? null : part("Query", jsonView(call.query, "Query")),
    call.form === null ? null : part("Form, decoded", jsonView(call.form, "Form, decoded")),
    call.json === null ? null : part("JSON body", jsonView(call.json, "JSON body")),
    answered(call),
  ].filter(Boolean);
}

/** `operations()` has the operations by name; `said` tells those who listen. */
export function requestList({ operations, arrived }) {
  let settled = false;

  function make(call, old) {
    const detail = el("div", { class: "detail" });
    const opened = el("details", {}, line(call), detail);
    async function fill() {
      if (!opened.open) {
        detail.replaceChildren();
        return;
      }
      try {
        detail.replaceChildren(...details(await ask(`/calls/${call.number}`), operations));
      } catch (error) {
        detail.replaceChildren(el("p", {}, visible(error.message)));
      }
    }
    opened.addEventListener("toggle", fill);
    if (!old) return el("li", { class: settled ? "new" : null }, opened);
    // It has been answered meanwhile: only the line is new, so that focus stays where it is.
    const before = old.querySelector("details");
    before.querySelector("summary").replaceChildren(...opened.querySelector("summary").childNodes);
    if (before.open) before.dispatchEvent(new Event("toggle"));
    return old;
  }

  const list = pagedList({ id: "calls", path: () => "/calls", keyOf: (call) => call.number, make, arrived });
  return {
    ...list,
    async load() {
      settled = false;
      await list.load();
      settled = true;
    },
  };
}
