// Brings the parts of the page together: what is shown, for whom, and when it is asked for.

import { ask, control } from "./api.js";
import { configurationList } from "./bulk.js";
import { cardList } from "./cards.js";
import { setClock, wakeAt } from "./clock.js";
import { controlPanel } from "./controls.js";
import { byId, choose, visible } from "./dom.js";
import { plural } from "./format.js";
import { jobList } from "./jobs.js";
import { ledgerList } from "./ledger.js";
import { listen } from "./live.js";
import { requestList } from "./requests.js";

const SAID_SECONDS = 4;
const FRESH_SECONDS = 0.3;

let overview = null;
let paused = false;
let missed = [];

const organization = () => Number(byId("account").value);
const account = () => overview?.organizations.find((each) => each.id === organization())?.name ?? "";

// What is shown

const wide = matchMedia("(min-width: 68rem)");
const views = {
  cards: cardList({ organization, account }),
  "print-jobs": jobList({ organization, arrived: (jobs) => wakeAt(jobs.filter((job) => !job.printed && job.prints_at).map((job) => job.prints_at), () => views["print-jobs"].load()) }),
  ledger: ledgerList({ organization }),
  "bulk-orders": configurationList(),
};
const calls = requestList({ operations: () => overview?.operations ?? {} });

function chosenView() {
  const named = location.hash.slice(1);
  if (named in views || named === "controls") return named;
  return wide.matches ? "cards" : "requests";
}

function turn(moveFocus) {
  const chosen = chosenView();
  for (const view of document.querySelectorAll(".view")) {
    const name = view.id.slice("view-".length);
    view.hidden = name !== chosen && !(name === "requests" && wide.matches);
  }
  for (const link of document.querySelectorAll(".views a")) {
    if (link.hash === `#${chosen}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (moveFocus) {
    scrollTo(0, 0);
    byId(`${chosen}-title`).focus({ preventScroll: true });
  }
  // Before the overview nobody knows for whom.
  if (overview) views[chosen]?.load().catch(lost);
}

addEventListener("hashchange", () => location.hash !== "#content" && turn(true));
wide.addEventListener("change", () => turn(false));

// What is there

function lost() {
  // The stream notices as well, and asks again.
}

async function refresh() {
  overview = await ask("/overview");
  choose(byId("account"), overview.organizations.map((each) => [String(each.id), each.name]));
  choose(byId("tenant"), overview.tenants.map((each) => [each.tenant, each.tenant]));
  const mine = overview.organizations.find((each) => each.id === organization());
  const tenant = overview.tenants.find((each) => each.tenant === byId("tenant").value);
  byId("count-cards").textContent = mine?.cards || "";
  byId("count-print-jobs").textContent = mine?.print_jobs || "";
  byId("count-ledger").textContent = mine?.balance ?? "";
  byId("count-bulk-orders").textContent = tenant?.configurations || "";
  byId("balance").textContent = mine?.balance ?? "";
  const left = overview.faults.filter((fault) => fault.left).length;
  byId("count-controls").textContent = left ? plural(left, "fault") : "";
  byId("count-controls").classList.toggle("warn", left > 0);
  setClock(overview.clock);
  panel.show(overview);
  await views[chosenView()]?.load();
}

let waiting = 0;
let again = false;
/** Refresh soon, and once for all that asks for it meanwhile. */
function refreshSoon() {
  if (waiting) {
    again = true;
    return;
  }
  waiting = setTimeout(async () => {
    await refresh().catch(lost);
    waiting = 0;
    if (again) {
      again = false;
      refreshSoon();
    }
  }, FRESH_SECONDS * 1000);
}

async function everything() {
  try {
    await Promise.all([refresh(), paused ? null : calls.load()]);
    return true;
  } catch {
    return false;
  }
}

const panel = controlPanel({ organization, account, changed: refresh });

byId("account").addEventListener("change", () => {
  for (const list of ["cards", "print-jobs", "ledger"]) views[list].clear();
  refresh().catch(lost);
});
byId("tenant").addEventListener("change", () => {
  views["bulk-orders"].clear();
  refresh().catch(lost);
});

// What comes in

let unsaid = 0;
let saying = 0;
/** Tell those who listen rather than look: seldom, and of many at once. */
function say(news) {
  const ended = news.filter((call) => call.ms !== null);
  unsaid += ended.length;
  if (!unsaid || saying) return;
  const last = ended.at(-1);
  saying = setTimeout(() => {
    byId("said").textContent = `${plural(unsaid, "new request")}, the last: ${last.method} ${last.operation ?? "unknown"}, ${last.status ?? "no answer"}`;
    unsaid = saying = 0;
  }, SAID_SECONDS * 1000);
}

function came(news) {
  if (paused) {
    missed = [...missed, ...news].slice(-1000);
    const count = new Set(missed.map((call) => call.number)).size;
    byId("pause").textContent = `Resume (${count} new)`;
    return;
  }
  calls.merge(news);
  say(news);
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", String(paused));
  byId("pause").textContent = paused ? "Resume" : "Pause";
  missed = [];
  if (!paused) calls.load().catch(lost);
});
byId("forget").addEventListener("click", async () => {
  await control("DELETE", "/calls").catch(lost);
  calls.clear();
});

listen({
  hello: everything,
  poll: everything,
  calls: came,
  many: () => paused || calls.load().catch(lost),
  state: (told) => {
    refreshSoon();
    if (told.calls === 0) calls.clear();
  },
  pulse(state, text) {
    byId("pulse").dataset.state = state;
    byId("pulse-text").textContent = visible(text);
  },
});

// How it looks

const theme = byId("theme");
function dress(name) {
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  theme.value = name;
}
try {
  dress(localStorage.getItem("theme") ?? "");
} catch {
  // Without storage it is the system's theme each time.
}
theme.addEventListener("change", () => {
  dress(theme.value);
  try {
    localStorage.setItem("theme", theme.value);
  } catch {
    // It is kept until the page is left.
  }
});

byId("base-urls").textContent = `${location.origin}/api/v2`;
turn(false);
