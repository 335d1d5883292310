import { dayMs } from "@/lib/platform/clock";

/** How long a touch can be credited with what the person did after it. */
export const touchDays = 30;

/** A moment at which somebody is known to have read a post, or to have come in through it. */
export interface PostTouch {
  postId: string;
  at: Date;
}

/**
 * The post that a join or a first payment at `at` is credited to: the last one known to have been touched in the 30
 * days up to it, (at − 30 days, at]. Of two at the same instant the one with the smaller id, so that the answer is
 * always the same. Null when none is known.
 */
export function lastTouch(at: Date, touches: readonly (PostTouch | null)[]): string | null {
  const earliest = at.getTime() - touchDays * dayMs;
  let best: PostTouch | null = null;
  for (const touch of touches) {
    if (!touch || touch.at > at || touch.at.getTime() <= earliest) continue;
    const isLater =
      !best || touch.at > best.at || (touch.at.getTime() === best.at.getTime() && touch.postId < best.postId);
    if (isLater) best = touch;
  }
  return best?.postId ?? null;
}

/** A join or a first payment, and the post it is credited to. */
export interface Conversion {
  memberId: string;
  at: Date;
  postId: string | null;
}

/** join: a membership began; plan: the first paid period; single: the first charge, for something else. */
export type ConversionKind = "join" | "plan" | "single";

/** How many conversions are credited to a post; null for those to none. */
export interface PostCredit {
  postId: string | null;
  count: number;
}

/** Conversions by post; those without a known touch are in none. */
export function creditByPost(counts: readonly PostCredit[]): Map<string, number> {
  const credits = new Map<string, number>();
  for (const { postId, count } of counts) if (postId !== null) credits.set(postId, (credits.get(postId) ?? 0) + count);
  return credits;
}

/** Each person's first: a plan's first paid period, or a single purchase that came before it. */
export function firstOfEach(lists: readonly (readonly Conversion[])[]): Conversion[] {
  const first = new Map<string, Conversion>();
  for (const conversion of lists.flat()) {
    const known = first.get(conversion.memberId);
    if (!known || conversion.at < known.at) first.set(conversion.memberId, conversion);
  }
  return [...first.values()];
}
