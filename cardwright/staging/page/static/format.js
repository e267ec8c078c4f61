// Times, sizes and money as people read them.

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const LONG_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** 14:05:09, of a moment in UTC. */
export const clockTime = (moment) => moment.slice(11, 19);

/** 4 May 14:05. */
export const shortTime = (moment) => `${DAY.format(new Date(moment))} ${moment.slice(11, 16)}`;

/** 4 May 2026 14:05:09 UTC. */
export const longTime = (moment) =>
  `${LONG_DAY.format(new Date(moment))} ${clockTime(moment)} UTC`;

export const milliseconds = (ms) => (ms < 10 ? ms.toFixed(1) : Math.round(ms)) + " ms";

export function bytes(count) {
  if (count < 1000) return `${count} bytes`;
  const units = ["kB", "MB"];
  let value = count / 1000;
  while (value >= 1000 && units.length > 1) {
    value /= 1000;
    units.shift();
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[0]}`;
}

export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
