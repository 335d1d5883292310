import { createHmac } from "node:crypto";

/** Who a mark is about: a browser (address and name), an account, a network, or everybody of a community together. */
export type Marked =
  | { address: string; userAgent: string }
  | { userId: string }
  | { network: string }
  | { everybody: true };

/**
 * The mark by which somebody is counted once a day for one thing: a keyed hash of 128 bits. The same person has another
 * mark in every community, for every post, on every day; without the key, which is thrown away, nothing leads back.
 */
export function markOf(key: string, communityId: string, thing: string, who: Marked): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([communityId, thing, ...nameOf(who)]))
    .digest("base64url")
    .slice(0, 22);
}

/** Makes the marks of one community's day. A network's are asked for with every one of its beacons: they are kept. */
export type MarkFor = (thing: string, who: Marked) => string;

export function markMaker(key: string, communityId: string): MarkFor {
  const kept = new Map<string, string>();
  return (thing, who) => {
    if (!("network" in who || "everybody" in who)) return markOf(key, communityId, thing, who);
    const name = keyOf(thing, ...nameOf(who));
    const mark = kept.get(name) ?? markOf(key, communityId, thing, who);
    kept.set(name, mark);
    return mark;
  };
}

function nameOf(who: Marked): string[] {
  if ("userId" in who) return ["account", who.userId];
  if ("network" in who) return ["network", who.network];
  return "everybody" in who ? ["everybody"] : ["browser", who.address, who.userAgent];
}

/** A row of marks, by its key, and what it counts. */
export interface MarkRow {
  communityId: string;
  day: string;
  mark: string;
  /** Of a limit: how much of it is used. Of a post's reader: the second of the day at which it was opened. Else 0. */
  fresh: number;
}

/** One text for several names, so that it can be the key of a map. */
export function keyOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

/** Where the key of a day's marks lies in `installation`. */
export const dayKeyPrefix = "sightings.key.";
export const dayKeyName = (day: string) => `${dayKeyPrefix}${day}`;
