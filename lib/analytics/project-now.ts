import "server-only";
import { transact } from "@/db/client";
import { wallClock } from "@/lib/platform/clock";
import { projectCommunity, rebuildCommunity } from "./commands";
import { isBehind, listZones } from "./queries";

/** Projects what was recorded since the last time, if anything was. Whoever looks at a chart sees the present. */
export async function catchUp(community: { id: string; zone: string }): Promise<void> {
  if (!(await isBehind(community.id, community.zone))) return;
  await transact((tx) => projectCommunity(tx, community.id, { zone: community.zone, upTo: wallClock() }));
}

/** Projects every community, each in its own transaction. */
export async function projectAll(): Promise<void> {
  for (const { id, zone } of await listZones()) {
    await transact((tx) => projectCommunity(tx, id, { zone, upTo: wallClock() }));
  }
}

/** Computes the projections of every community from the whole journal: what the seed calls at its end. */
export async function rebuildAll(): Promise<void> {
  for (const { id, zone } of await listZones()) {
    await transact((tx) => rebuildCommunity(tx, id, { zone, upTo: wallClock() }));
  }
}
