import "server-only";
import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { surveyInvitations, surveyQuestions, surveyResponses, surveys } from "@/db/schema/feedback";
import type { QuestionKind, SurveyAudience, SurveyTrigger } from "../schema";
import type { Survey, SurveyQuestion, SurveyRow } from "../types";

/** One survey of a community, or null. */
export async function findSurvey(communityId: string, id: string): Promise<Survey | null> {
  const [row] = await read()
    .select()
    .from(surveys)
    .where(and(eq(surveys.communityId, communityId), eq(surveys.id, id)))
    .limit(1);
  return row ? toSurvey(row) : null;
}

/** The questions of a survey in their order. */
export async function listQuestions(surveyId: string): Promise<SurveyQuestion[]> {
  const rows = await read()
    .select({
      id: surveyQuestions.id,
      kind: surveyQuestions.kind,
      prompt: surveyQuestions.prompt,
      options: surveyQuestions.options,
      required: surveyQuestions.required,
    })
    .from(surveyQuestions)
    .where(eq(surveyQuestions.surveyId, surveyId))
    .orderBy(asc(surveyQuestions.position));
  return rows.map((row) => ({ ...row, kind: row.kind as QuestionKind }));
}

/** Published surveys that have not been put away, of one community or of all, the oldest first. */
export async function listOpenSurveys(communityId?: string): Promise<Survey[]> {
  const rows = await read()
    .select()
    .from(surveys)
    .where(
      and(
        communityId ? eq(surveys.communityId, communityId) : undefined,
        isNotNull(surveys.publishedAt),
        isNull(surveys.archivedAt),
      ),
    )
    .orderBy(asc(surveys.publishedAt), asc(surveys.id));
  return rows.map(toSurvey);
}

/** Every survey of a community with what came of it, the newest first. Of anonymous ones only what may be seen counts. */
export async function listSurveys(communityId: string): Promise<SurveyRow[]> {
  const [rows, questions, invited, answered] = await Promise.all([
    read()
      .select()
      .from(surveys)
      .where(eq(surveys.communityId, communityId))
      .orderBy(desc(surveys.createdAt), desc(surveys.id)),
    countBy(surveyQuestions, communityId),
    countBy(surveyInvitations, communityId),
    countBy(surveyResponses, communityId),
  ]);
  return rows.map((row) => ({
    ...toSurvey(row),
    questions: questions.get(row.id) ?? 0,
    invited: invited.get(row.id) ?? 0,
    answered: answered.get(row.id) ?? 0,
  }));
}

type Counted = typeof surveyQuestions | typeof surveyInvitations | typeof surveyResponses;

async function countBy(of: Counted, communityId: string): Promise<Map<string, number>> {
  const rows = await read()
    .select({ id: of.surveyId, count: countAll() })
    .from(of)
    .where(and(eq(of.communityId, communityId), of === surveyResponses ? shownResponse() : undefined))
    .groupBy(of.surveyId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** What may be seen: rows with a month. Of surveys with names all have one at once, of anonymous ones five by five. */
export const shownResponse = () => sql`${surveyResponses.month} not in ('', '-')`;

function toSurvey({ createdBy: _createdBy, ...row }: typeof surveys.$inferSelect): Survey {
  return {
    ...row,
    trigger: row.trigger as SurveyTrigger,
    audience: row.audience as SurveyAudience,
    audienceRule: row.audienceRule as Survey["audienceRule"],
  };
}
