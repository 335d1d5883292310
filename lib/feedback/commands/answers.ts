import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { surveyAnswers, surveyInvitations, surveyResponses } from "@/db/schema/feedback";
import { record } from "@/lib/journal/commands";
import { monthOf } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { leastShown, roundedTime, shuffled } from "../anonymity";
import type { GivenAnswer, Survey } from "../types";

interface Answering {
  survey: Pick<Survey, "id" | "communityId" | "anonymous">;
  /** The community's. */
  zone: string;
  memberId: string;
  /** Since when the survey is open to them: what an invitation made now says. */
  askedSince: Date;
  answers: readonly GivenAnswer[];
}

/**
 * Stores what a member answered, once: the invitation is claimed by one conditional update, and of two that come at the
 * same time the second is refused (`survey-answered`). Without names the answer is put among those that wait.
 */
export async function answerSurvey(tx: Tx, answering: Answering): Promise<void> {
  const { survey, zone, memberId, answers } = answering;
  const at = now();
  await claim(tx, answering, at);
  if (survey.anonymous) return storeUnnamed(tx, { survey, zone, answers, at });
  const id = randomUUID();
  const { communityId } = survey;
  await tx
    .insert(surveyResponses)
    .values({ id, communityId, surveyId: survey.id, memberId, at, month: monthOf(at, zone) });
  await tx.insert(surveyAnswers).values(answers.map((answer) => ({ responseId: id, communityId, ...answer })));
  await record(tx, {
    communityId,
    verb: "survey.answered",
    actorId: memberId,
    memberId,
    object: { kind: "survey", id: survey.id },
    detail: { anonymous: false },
  });
}

/** In an anonymous survey the claim says that somebody answered and not when: `answeredAt` repeats `invitedAt`. */
async function claim(tx: Tx, { survey, memberId, askedSince }: Answering, at: Date): Promise<void> {
  const key = { communityId: survey.communityId, surveyId: survey.id, memberId };
  await tx
    .insert(surveyInvitations)
    .values({ ...key, invitedAt: askedSince })
    .onConflictDoNothing();
  const claimed = await tx
    .update(surveyInvitations)
    .set({ answeredAt: survey.anonymous ? surveyInvitations.invitedAt : at })
    .where(
      and(
        eq(surveyInvitations.surveyId, survey.id),
        eq(surveyInvitations.memberId, memberId),
        isNull(surveyInvitations.answeredAt),
      ),
    )
    .returning({ memberId: surveyInvitations.memberId });
  if (claimed.length === 0) throw new Refusal("survey-answered");
}

/**
 * Puts an answer without a name among those of the survey that wait for company. What waits is taken out and put back
 * in another order under new ids each time, so that neither ids nor the rows' place in the file nor the transaction
 * that wrote them say which answer came when. When five are together they get their month and may be seen, and only
 * then five entries go into the journal, with their day for a time.
 */
async function storeUnnamed(
  tx: Tx,
  { survey, zone, answers, at }: Pick<Answering, "survey" | "zone" | "answers"> & { at: Date },
): Promise<void> {
  const { communityId, id: surveyId } = survey;
  const waiting = await takeWaiting(tx, surveyId);
  const group = [...waiting, answers];
  const isFull = group.length >= leastShown;
  const month = isFull ? monthOf(at, zone) : "";
  for (const given of shuffled(group)) {
    const id = randomUUID();
    await tx.insert(surveyResponses).values({ id, communityId, surveyId, memberId: null, at: null, month });
    await tx
      .insert(surveyAnswers)
      .values(given.map(({ questionId, choice, text }) => ({ responseId: id, communityId, questionId, choice, text })));
  }
  if (!isFull) return;
  for (const _ of group)
    await record(tx, {
      communityId,
      verb: "survey.answered",
      object: { kind: "survey", id: surveyId },
      detail: { anonymous: true },
      at: roundedTime(at, zone),
    });
}

async function takeWaiting(tx: Tx, surveyId: string): Promise<GivenAnswer[][]> {
  const rows = await tx
    .select({ id: surveyResponses.id })
    .from(surveyResponses)
    .where(and(eq(surveyResponses.surveyId, surveyId), eq(surveyResponses.month, "")));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const answers = await tx.select().from(surveyAnswers).where(inArray(surveyAnswers.responseId, ids));
  await tx.delete(surveyResponses).where(inArray(surveyResponses.id, ids));
  return ids.map((id) => answers.filter(({ responseId }) => responseId === id));
}
