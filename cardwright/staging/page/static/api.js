// Requests to staging's own doors.

const PAGE = "/_staging/page";
const CONTROLS = "/_staging";

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error ?? `status ${response.status}`);
  return body;
}

export const STREAM = `${PAGE}/stream`;

/** Asks a door of the page. */
export async function ask(path, query = {}) {
  const told = Object.entries(query).filter(([, value]) => value !== undefined);
  const asked = told.length ? `?${new URLSearchParams(told)}` : "";
  return answer(await fetch(PAGE + path + asked));
}

/** Uses a control. */
export async function control(method, path, body) {
  const sent = method === "POST"
    ? { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) }
    : { method };
  return answer(await fetch(CONTROLS + path, sent));
}

export const picture = (cardId, side, version) =>
  `${PAGE}/cards/${encodeURIComponent(cardId)}/${side}${version ? `?v=${version}` : ""}`;
