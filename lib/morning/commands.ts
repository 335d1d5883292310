import "server-only";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { weeklyLetters } from "@/db/schema/morning";
import { now } from "@/lib/platform/clock";

interface Receiver {
  communityId: string;
  userId: string;
}

/** Says whether somebody wants the weekly letter of a community. A matter between them and us: not journalled. */
export async function chooseLetter(tx: Tx, { wanted, ...receiver }: Receiver & { wanted: boolean }): Promise<void> {
  await tx
    .insert(weeklyLetters)
    .values({ ...receiver, wanted })
    .onConflictDoUpdate({ target: [weeklyLetters.communityId, weeklyLetters.userId], set: { wanted } });
}

/** Claims the letter of a week for somebody. False when another run has it already. */
export async function claimLetter(tx: Tx, { week, ...receiver }: Receiver & { week: string }): Promise<boolean> {
  await tx
    .insert(weeklyLetters)
    .values({ ...receiver, wanted: true })
    .onConflictDoNothing();
  const claimed = await tx
    .update(weeklyLetters)
    .set({ sentWeek: week, sentAt: now() })
    .where(
      and(
        eq(weeklyLetters.communityId, receiver.communityId),
        eq(weeklyLetters.userId, receiver.userId),
        eq(weeklyLetters.wanted, true),
        or(isNull(weeklyLetters.sentWeek), lt(weeklyLetters.sentWeek, week)),
      ),
    )
    .returning({ userId: weeklyLetters.userId });
  return claimed.length > 0;
}
