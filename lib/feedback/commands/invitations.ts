import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { surveyInvitations } from "@/db/schema/feedback";
import { now } from "@/lib/platform/clock";

interface Invited {
  memberId: string;
  /** Since when the survey is open to them. */
  since: Date;
}

/** Notes who is asked. Who is asked already stays so. */
export async function invite(
  tx: Tx,
  { communityId, surveyId, invited }: { communityId: string; surveyId: string; invited: readonly Invited[] },
): Promise<void> {
  if (invited.length === 0) return;
  await tx
    .insert(surveyInvitations)
    .values(invited.map(({ memberId, since }) => ({ communityId, surveyId, memberId, invitedAt: since })))
    .onConflictDoNothing();
}

/** Puts the card about a survey away for good. It can still be answered from the list. */
export async function dismissSurvey(
  tx: Tx,
  { communityId, surveyId, memberId, since }: Invited & { communityId: string; surveyId: string },
): Promise<void> {
  await invite(tx, { communityId, surveyId, invited: [{ memberId, since }] });
  await tx
    .update(surveyInvitations)
    .set({ dismissedAt: now() })
    .where(
      and(
        eq(surveyInvitations.surveyId, surveyId),
        eq(surveyInvitations.memberId, memberId),
        isNull(surveyInvitations.dismissedAt),
      ),
    );
}

/** Notes that the one letter about a survey went out to these members. */
export async function noteMailed(tx: Tx, surveyId: string, memberIds: readonly string[]): Promise<void> {
  await tx
    .update(surveyInvitations)
    .set({ mailedAt: now() })
    .where(and(eq(surveyInvitations.surveyId, surveyId), inArray(surveyInvitations.memberId, [...memberIds])));
}
