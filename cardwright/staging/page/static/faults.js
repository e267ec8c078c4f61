// Arming faults of every kind, and taking them back.

import { control } from "./api.js";
import { byId, choose, el, show, visible } from "./dom.js";

// What a kind has beside operation, times and seconds: the member, its label, and how it is read.
const OWN = {
  status: [["status", "Status", "integer", "503"], ["headers", "Headers, as JSON", "json", '{"Retry-After": "1"}'], ["body", "Body, as JSON", "json", "the vendor’s own refusal"]],
  drop: [["reset", "By a reset (RST)", "flag"]],
  html: [["status", "Status", "integer", "200"]],
  content_type: [["content_type", "Content type", "text", "text/plain"]],
  extra_field: [["field", "Field", "text", "field_made_for_a_test"], ["value", "Value, as JSON", "json", '"unexpected"']],
  unknown_enum: [["field", "Field", "text", "type"], ["value", "Value, as JSON", "json", '"value_made_for_a_test"']],
};
const WHEN = { before: "before it is done", after: "after it is done" };

export const number = (text) => (text.trim() === "" ? NaN : Number(text));

function read(input, how) {
  const text = input.value.trim();
  if (how === "flag") return input.checked || undefined;
  if (text === "") return undefined;
  if (how === "integer") return number(text);
  if (how === "json") {
    try {
      return JSON.parse(text);
    } catch {
      throw Object.assign(new Error(`${input.labels[0].textContent}: this is not JSON`), { input });
    }
  }
  return text;
}

function ownField([name, label, how, placeholder]) {
  const id = `fault-${name.replace("_", "-")}`;
  if (how === "flag") {
    return el("p", { class: "check" }, el("input", { type: "checkbox", id, name }), el("label", { for: id }, label));
  }
  const input = how === "json"
    ? el("textarea", { id, name, rows: "2", placeholder, spellcheck: "false" })
    : el("input", { id, name, placeholder, autocomplete: "off", inputmode: how === "integer" ? "numeric" : null });
  return el("p", { class: "field" }, el("label", { for: id }, label), input);
}

/** `attempt(doing, done)` does something and tells how it went. */
export function faultControls(attempt) {
  const kind = byId("fault-kind");
  let kinds = {};

  function follow() {
    const chosen = kinds[kind.value];
    if (!chosen) return;
    byId("fault-does").textContent = chosen.does.replaceAll("`", "");
    choose(byId("fault-when"), chosen.when.map((when) => [when, WHEN[when] ?? when]));
    byId("fault-own").replaceChildren(...(OWN[kind.value] ?? []).map(ownField));
    byId("fault-seconds").value = kind.value === "latency" ? "2" : "0";
  }

  kind.addEventListener("change", follow);
  byId("arm").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(event.target, async () => {
      const own = (OWN[kind.value] ?? []).map(([name, , how]) => [name, read(byId(`fault-${name.replace("_", "-")}`), how)]);
      const fault = await control("POST", "/faults", {
        operation: byId("fault-operation").value,
        kind: kind.value,
        when: byId("fault-when").value,
        times: number(byId("fault-times").value),
        seconds: number(byId("fault-seconds").value),
        ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
      });
      return `Armed: ${fault.kind} for ${fault.operation === "*" ? "any operation" : fault.operation}.`;
    });
  });
  byId("clear-faults").addEventListener("click", (event) =>
    attempt(event.target, async () => {
      await control("DELETE", "/faults");
      byId("fault-operation").focus();
      return "All faults are taken back.";
    }),
  );

  function row(fault) {
    const settings = Object.entries(fault).filter(([name]) => !["id", "operation", "kind", "when", "seconds", "times", "left"].includes(name));
    const more = [fault.when, fault.seconds ? `after ${fault.seconds} s` : "", ...settings.map(([name, value]) => `${name} ${JSON.stringify(value)}`)];
    return el(
      "tr",
      {},
      el("td", {}, fault.operation === "*" ? "any operation" : fault.operation),
      el("td", {}, fault.kind, el("span", { class: "quiet" }, visible(more.filter(Boolean).join(", ")))),
      el("td", { class: "money" }, `${fault.left} of ${fault.times}`),
      el(
        "td",
        { class: "money" },
        el(
          "button",
          {
            type: "button",
            "aria-label": `Take back ${fault.kind} for ${fault.operation === "*" ? "any operation" : fault.operation}`,
            click: (event) =>
              attempt(event.target, async () => {
                await control("DELETE", `/faults/${fault.id}`);
                byId("fault-operation").focus();
                return `Taken back: ${fault.kind}.`;
              }),
          },
          "Take back",
        ),
      ),
    );
  }

  return {
    /** Show the operations, kinds and faults of an overview. */
    show(overview) {
      const named = Object.entries(overview.operations).map(([name, { section }]) => [name, `${name} – ${section.title}`]);
      choose(byId("fault-operation"), [["*", "any operation"], ...named]);
      kinds = overview.kinds;
      const first = kind.options.length === 0;
      choose(kind, Object.keys(kinds).map((name) => [name, name.replaceAll("_", " ")]));
      if (first) follow();
      show(byId("faults"), [...overview.faults].reverse(), (fault) => fault.id, row);
      byId("fault-table").hidden = byId("clear-faults").hidden = overview.faults.length === 0;
    },
  };
}
