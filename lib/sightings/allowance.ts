import { minuteMs, wallClock } from "@/lib/platform/clock";
import { shared } from "@/lib/platform/shared-state";
import { siteOf } from "./limits";

const perMinute = 120;
/** Of all networks of one IPv6 site together. */
const perMinuteOfSite = 600;
const addressesMax = 50_000;

const state = shared("sightings.allowance", () => ({ minute: 0, used: new Map<string, number>() }));

/**
 * Whether an address may send another beacon, or have another search counted, this minute. Counted in memory: a row per beacon would cost more than the
 * beacons, and what gets through twice because there are two processes does no harm.
 */
export function mayBeCounted(address: string): boolean {
  const minute = Math.floor(wallClock().getTime() / minuteMs);
  if (state.minute !== minute) {
    state.minute = minute;
    state.used.clear();
  }
  const site = siteOf(address);
  return (site === null || hasRoom(site, perMinuteOfSite)) && hasRoom(address, perMinute);
}

function hasRoom(name: string, max: number): boolean {
  const used = (state.used.get(name) ?? 0) + 1;
  if (used === 1 && state.used.size >= addressesMax) return false;
  state.used.set(name, used);
  return used <= max;
}
