import "server-only";
import { and, eq, or } from "drizzle-orm";
import { read } from "@/db/client";
import { subscriptions } from "@/db/schema/billing";
import { trialUses } from "@/db/schema/selling";
import { personKey } from "../person-key";
import { findPayer } from "./customers";

/**
 * Whether somebody may still try a community: neither they nor another account of the same mailbox has, and they have
 * never subscribed here. Whether their card has is known only when they give it (see duties.ts).
 */
export async function mayTry(communityId: string, userId: string): Promise<boolean> {
  const payer = await findPayer(userId);
  const key = payer && personKey(payer.email);
  if (!key) return false;
  const [used] = await read()
    .select({ id: trialUses.id })
    .from(trialUses)
    .where(
      and(
        eq(trialUses.communityId, communityId),
        or(eq(trialUses.userId, userId), and(eq(trialUses.kind, "email"), eq(trialUses.keyHash, key))),
      ),
    )
    .limit(1);
  if (used) return false;
  const [subscribed] = await read()
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(and(eq(subscriptions.communityId, communityId), eq(subscriptions.userId, userId)))
    .limit(1);
  return subscribed === undefined;
}
