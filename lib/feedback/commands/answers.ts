import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { surveyAnswers, surveyInvitations, surveyResponses } from "@/db/schema/feedback";
import { record } from "@/lib/journal/commands";
import { monthOf } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { roundedTime } from "../anonymity";
import type { GivenAnswer, Survey } from "../types";
import { type Part, rowsOf, type Sheet, withResponse } from "../waiting-room";

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

/** What `month` holds before there is one. A bare row for each person who waits; what was said lies on rows of its own. */
const waitingPerson = "";
const waitingSheets = "-";

/**
 * Puts an answer without a name among those of the survey that wait for company, each question's for itself. What waits
 * is taken out and put back in another order under new ids each time, so that neither ids nor the rows' place in the
 * file nor the transaction that wrote them say which answer came when, or which are of one person. What may be seen
 * then (`withResponse`) gets its month, and only then as many entries go into the journal, with their day for a time.
 */
async function storeUnnamed(
  tx: Tx,
  { survey, zone, answers, at }: Pick<Answering, "survey" | "zone" | "answers"> & { at: Date },
): Promise<void> {
  const { shown, waiting } = withResponse(await takeWaiting(tx, survey.id), answers);
  await putRows(tx, survey, waitingPerson, rowsOf(new Map(), waiting.responses));
  await putRows(tx, survey, waitingSheets, rowsOf(waiting.sheets));
  await putRows(tx, survey, monthOf(at, zone), rowsOf(shown.sheets, shown.responses));
  for (let i = 0; i < shown.responses; i++)
    await record(tx, {
      communityId: survey.communityId,
      verb: "survey.answered",
      object: { kind: "survey", id: survey.id },
      detail: { anonymous: true },
      at: roundedTime(at, zone),
    });
}

async function putRows(
  tx: Tx,
  { id: surveyId, communityId }: Answering["survey"],
  month: string,
  rows: readonly GivenAnswer[][],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(() => randomUUID());
  const unnamed = { communityId, surveyId, memberId: null, at: null, month };
  await tx.insert(surveyResponses).values(ids.map((id) => ({ id, ...unnamed })));
  const answers = rows.flatMap((row, i) => row.map((answer) => ({ responseId: ids[i]!, communityId, ...answer })));
  if (answers.length > 0) await tx.insert(surveyAnswers).values(answers);
}

/** Takes out all that waits. Before November 2026 what was said lay on the rows of the people who wait: it is read too. */
async function takeWaiting(tx: Tx, surveyId: string): Promise<Part> {
  const rows = await tx
    .select({ id: surveyResponses.id, month: surveyResponses.month })
    .from(surveyResponses)
    .where(and(eq(surveyResponses.surveyId, surveyId), inArray(surveyResponses.month, [waitingPerson, waitingSheets])));
  const ids = rows.map(({ id }) => id);
  const answers = ids.length > 0 ? await listAnswers(tx, ids) : [];
  if (ids.length > 0) await tx.delete(surveyResponses).where(inArray(surveyResponses.id, ids));
  const sheets = new Map<string, Sheet[]>();
  for (const [question, said] of Map.groupBy(answers, ({ questionId }) => questionId)) {
    const bySheet = Map.groupBy(said, ({ responseId }) => responseId).values();
    sheets.set(
      question,
      [...bySheet].map((sheet) => sheet.map(({ responseId: _id, ...answer }) => answer)),
    );
  }
  return { responses: rows.filter(({ month }) => month === waitingPerson).length, sheets };
}

async function listAnswers(tx: Tx, responseIds: string[]): Promise<(GivenAnswer & { responseId: string })[]> {
  const { responseId, questionId, choice, text } = surveyAnswers;
  return tx
    .select({ responseId, questionId, choice, text })
    .from(surveyAnswers)
    .where(inArray(responseId, responseIds));
}
