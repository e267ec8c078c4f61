// The controls as forms and buttons; what each did is told in one place.

import { control } from "./api.js";
import { byId, visible } from "./dom.js";
import { faultControls, number } from "./faults.js";
import { plural } from "./format.js";

const FIELDS = { amount: "amount", email: "expire-email", cards: "seed-cards", contacts: "seed-contacts", addresses: "seed-addresses", advance_seconds: "advance-by", times: "fault-times", seconds: "fault-seconds", status: "fault-status", field: "fault-field", body: "fault-body", headers: "fault-headers", content_type: "fault-content-type" };

function tell(text, failed) {
  const outcome = byId("outcome");
  outcome.dataset.failed = String(failed);
  outcome.textContent = visible(text);
}

function mark(within, input) {
  for (const old of document.querySelectorAll("[aria-invalid]")) {
    old.removeAttribute("aria-invalid");
    old.removeAttribute("aria-describedby");
  }
  if (!input || !within.contains(input)) return;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", "outcome");
  input.focus();
}

/** `organization()` is the chosen one's id, `changed` is called when something was done. */
export function controlPanel({ organization, account, changed }) {
  async function attempt(within, doing) {
    try {
      const done = await doing();
      mark(within, null);
      tell(done, false);
      await changed();
    } catch (error) {
      tell(error.message, true);
      mark(within, error.input ?? byId(FIELDS[/^\w+/.exec(error.message)?.[0]] ?? ""));
    }
  }
  const faults = faultControls(attempt);
  const onSubmit = (id, doing) =>
    byId(id).addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(event.target, doing);
    });
  const onClick = (id, doing) => byId(id).addEventListener("click", (event) => attempt(event.target, doing));

  onSubmit("advance", async () => {
    const seconds = number(byId("advance-by").value) * Number(byId("advance-unit").value);
    const clock = await control("POST", "/clock", { advance_seconds: seconds });
    return `Staging’s time is ${clock.time}.`;
  });
  onClick("freeze", async () => {
    const frozen = byId("freeze").getAttribute("aria-pressed") !== "true";
    await control("POST", "/clock", { frozen });
    return frozen ? "The clock stands." : "The clock goes on.";
  });
  onClick("system-time", async () => {
    await control("DELETE", "/clock");
    return "The clock shows the system’s time.";
  });
  onSubmit("set-balance", async () => {
    const found = await control("POST", "/balance", { amount: byId("amount").value, organization_id: organization() });
    return `The balance of ${account()} is ${found.balance}.`;
  });
  onSubmit("seed", async () => {
    const found = await control("POST", "/seed", {
      organization_id: organization(),
      cards: number(byId("seed-cards").value),
      contacts: number(byId("seed-contacts").value),
      addresses: number(byId("seed-addresses").value),
      finalized: byId("seed-finalized").checked,
    });
    return `Added ${plural(found.cards.length, "card")}, ${plural(found.contacts.length, "contact")} and ${plural(found.addresses.length, "address", "addresses")}.`;
  });
  onSubmit("expire", async () => {
    const email = byId("expire-email").value.trim();
    const found = await control("POST", "/tokens/expire", email ? { email } : {});
    return `${plural(found.expired, "login token")} expired.`;
  });

  const sure = byId("sure");
  byId("reset").addEventListener("click", () => {
    sure.returnValue = "";
    sure.showModal();
  });
  sure.addEventListener("close", () => {
    if (sure.returnValue !== "reset") return;
    attempt(byId("reset"), async () => {
      await control("POST", "/reset");
      return "Staging has begun anew.";
    });
  });

  return {
    /** Show the clock and the faults of an overview. */
    show(overview) {
      faults.show(overview);
      byId("freeze").setAttribute("aria-pressed", String(overview.clock.frozen));
      byId("clock-state").textContent = overview.clock.frozen ? "frozen" : "running";
      for (const place of document.querySelectorAll("[data-account]")) place.textContent = visible(account());
    },
  };
}
