import "server-only";
import { transact } from "@/db/client";
import { findCommunityBySlug } from "@/lib/communities/queries";
import { chooseLetters } from "./commands/outreach";
import { memberOfToken } from "./letter-token";
import { findLetterWish } from "./queries/letters";

/** Stops the letters to whom a token names: what "unsubscribe" in a mail program does. False for a token of nobody. */
export async function stopLetters(slug: string, token: string): Promise<boolean> {
  const community = await findCommunityBySlug(slug);
  const memberId = community && memberOfToken(community.id, token);
  if (!community || !memberId || !(await findLetterWish(community.id, memberId))) return false;
  await transact((tx) => chooseLetters(tx, { communityId: community.id, memberId, wanted: false }));
  return true;
}
