import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { surveyQuestions, surveys } from "@/db/schema/feedback";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { findSegment } from "@/lib/segments/queries/filters";
import { leastShown } from "../anonymity";
import { draftOf, instantsOf, markOf, problemsOf, type SurveyDraft } from "../drafts";
import { countAudience, findAudienceRule } from "../queries/audience";
import { findSurvey, listQuestions } from "../queries/surveys";

/** Which survey, and who does it. */
interface Deed {
  communityId: string;
  surveyId: string;
  actorId: string;
}

/** Begins a survey and returns its id. Nobody is asked before it is published. */
export async function createSurvey(
  tx: Tx,
  { communityId, actorId, zone, draft }: { communityId: string; actorId: string; zone: string; draft: SurveyDraft },
): Promise<string> {
  const at = now();
  const id = newId(at.getTime());
  await tx.insert(surveys).values({ id, communityId, createdBy: actorId, createdAt: at, ...columnsOf(draft, zone) });
  await putQuestions(tx, { communityId, surveyId: id }, draft);
  await record(tx, { communityId, verb: "survey.created", actorId, object: { kind: "survey", id } });
  return id;
}

/** Replaces a draft. Refuses `survey-fixed` once it is published: answers belong to the questions that were asked. */
export async function changeSurvey(
  tx: Tx,
  { communityId, surveyId, zone, draft }: Omit<Deed, "actorId"> & { zone: string; draft: SurveyDraft },
): Promise<void> {
  const own = and(eq(surveys.communityId, communityId), eq(surveys.id, surveyId));
  if (draft.segmentId && !(await findSegment(communityId, draft.segmentId))) throw new NotFound();
  const changed = await tx
    .update(surveys)
    .set(columnsOf(draft, zone))
    .where(and(own, isNull(surveys.publishedAt), isNull(surveys.archivedAt)))
    .returning({ id: surveys.id });
  if (changed.length === 0) {
    if (await findSurvey(communityId, surveyId)) throw new Refusal("survey-fixed");
    throw new NotFound();
  }
  await tx.delete(surveyQuestions).where(eq(surveyQuestions.surveyId, surveyId));
  await putQuestions(tx, { communityId, surveyId }, draft);
}

function columnsOf(draft: SurveyDraft, zone: string) {
  const { title, intro, trigger, afterDays, audience, segmentId, mails, anonymous } = draft;
  return { title, intro, trigger, afterDays, audience, segmentId, mails, anonymous, ...instantsOf(draft, zone) };
}

async function putQuestions(
  tx: Tx,
  { communityId, surveyId }: { communityId: string; surveyId: string },
  { questions }: SurveyDraft,
): Promise<void> {
  if (questions.length === 0) return;
  const rows = questions.map((question, position) => ({ id: newId(), communityId, surveyId, position, ...question }));
  await tx.insert(surveyQuestions).values(rows);
}

/**
 * Lets a survey go. From here on its questions, the rule by which it asks and whether it is anonymous are fixed: the
 * rule of a segment is kept with the survey, so that changing the segment later neither widens nor narrows whom it asks.
 * Refuses `survey-incomplete` while something is missing, and `survey-changed` when it is no longer what `seen` says.
 */
export async function publishSurvey(
  tx: Tx,
  { seen, zone, ...deed }: Deed & { zone: string; seen: string },
): Promise<void> {
  const { communityId, surveyId, actorId } = deed;
  const at = now();
  const survey = await findSurvey(communityId, surveyId);
  if (!survey || survey.archivedAt) throw new NotFound();
  if (survey.publishedAt) return;
  const draft = draftOf(survey, await listQuestions(surveyId), zone);
  if (markOf(draft) !== seen) throw new Refusal("survey-changed");
  const audienceRule = await findAudienceRule(survey);
  const people = await countAudience({ ...survey, audienceRule }, at);
  if (problemsOf(draft, { zone, at, people, leastPeople: leastShown }).length > 0)
    throw new Refusal("survey-incomplete");
  const published = await tx
    .update(surveys)
    .set({ publishedAt: at, audienceRule })
    .where(and(eq(surveys.id, surveyId), isNull(surveys.publishedAt)))
    .returning({ id: surveys.id });
  if (published.length === 0) return;
  await record(tx, {
    communityId,
    verb: "survey.published",
    actorId,
    object: { kind: "survey", id: surveyId },
    detail: { anonymous: survey.anonymous, trigger: survey.trigger },
  });
}

/** Puts a survey away: nobody is asked any more, what was answered stays. Doing it again changes nothing. */
export async function archiveSurvey(tx: Tx, { communityId, surveyId, actorId }: Deed): Promise<void> {
  const archived = await tx
    .update(surveys)
    .set({ archivedAt: now() })
    .where(and(eq(surveys.communityId, communityId), eq(surveys.id, surveyId), isNull(surveys.archivedAt)))
    .returning({ id: surveys.id });
  if (archived.length === 0) {
    if (await findSurvey(communityId, surveyId)) return;
    throw new NotFound();
  }
  await record(tx, { communityId, verb: "survey.archived", actorId, object: { kind: "survey", id: surveyId } });
}
