// A JSON value for reading: indented, with pictures as their sizes and texts of JSON opened up.

import { el, visible } from "./dom.js";
import { bytes } from "./format.js";

const KINDS = [["iVBORw0K", "PNG picture"], ["/9j/", "JPEG picture"], ["R0lGOD", "GIF picture"], ["UklGR", "WebP picture"], ["Qk", "BMP picture"]];
const SHORTENED = /^([A-Za-z0-9+/_\\-]{8})… \((\d+) characters\)$/;
const BLOT = "*****";

const span = (kind, text) => el("span", { class: kind }, text);

/** What of a long Base64 text was kept: what it was, and how large. */
export function pictureIn(text) {
  const found = SHORTENED.exec(text);
  if (!found) return null;
  const kind = KINDS.find(([start]) => found[1].startsWith(start))?.[1] ?? "Base64";
  return `‹${kind}, ${bytes(Math.floor(Number(found[2]) * 3 / 4))}›`;
}

function opened(text) {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* parts(value, indent) {
  const inner = indent + "  ";
  if (typeof value === "string") {
    const picture = pictureIn(value);
    const json = opened(value);
    if (value === BLOT) yield span("blot", "hidden");
    else if (picture) yield span("picture", picture);
    else if (json !== undefined) {
      yield span("note", "JSON text ");
      yield* parts(json, indent);
    } else {
      const text = JSON.stringify(value);
      yield span(visible(text) === text ? "string" : "string odd", visible(text));
    }
  } else if (Array.isArray(value)) {
    if (!value.length) yield "[]";
    else {
      yield "[\n";
      for (const [place, member] of value.entries()) {
        yield inner;
        yield* parts(member, inner);
        yield place + 1 < value.length ? ",\n" : "\n";
      }
      yield indent + "]";
    }
  } else if (value !== null && typeof value === "object") {
    const members = Object.entries(value);
    if (!members.length) yield "{}";
    else {
      yield "{\n";
      for (const [place, [name, member]] of members.entries()) {
        yield inner;
        yield span("key", visible(name));
        yield ": ";
        yield* parts(member, inner);
        yield place + 1 < members.length ? ",\n" : "\n";
      }
      yield indent + "}";
    }
  } else yield span("plain", String(value));
}

/** The value as an element; `label` names it for those who cannot see where it stands. */
export function jsonView(value, label) {
  // It scrolls within itself, so it must be reachable by keyboard.
  return el("pre", { class: "json", tabindex: "0", role: "group", "aria-label": label }, ...parts(value, ""));
}
