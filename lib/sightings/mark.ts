import { createHmac } from "node:crypto";

/** Who a mark is about: the browser (address and name), or the account. */
export type Marked = { address: string; userAgent: string } | { userId: string };

/**
 * The mark by which somebody is counted once a day for one thing: a keyed hash of 128 bits. The same person has another
 * mark in every community, for every post, on every day; without the key, which is thrown away, nothing leads back.
 */
export function markOf(key: string, communityId: string, thing: string, who: Marked): string {
  const person = "userId" in who ? ["account", who.userId] : ["browser", who.address, who.userAgent];
  return createHmac("sha256", key)
    .update(JSON.stringify([communityId, thing, ...person]))
    .digest("base64url")
    .slice(0, 22);
}
