import "server-only";
import { and, asc, desc, eq, inArray, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, countDistinct, idList } from "@/db/dialect/sql";
import { members } from "@/db/schema/communities";
import { surveyAnswers, surveyResponses } from "@/db/schema/feedback";
import { users } from "@/db/schema/identity";
import { installationSecret } from "@/lib/platform/secret";
import type { MemberFilter } from "@/lib/segments/types";
import type { Tally } from "../tallies";
import { textOrder } from "../text-order";
import type { GivenAnswer, TextAnswer } from "../types";
import { shownResponse } from "./surveys";

/** Whose answers are counted: all that may be seen; of a survey with names also those of a segment only. */
interface Asked {
  surveyId: string;
  among: MemberFilter;
}

const counted = ({ surveyId, among }: Asked): SQL | undefined =>
  and(eq(surveyResponses.surveyId, surveyId), shownResponse(), among?.(surveyResponses.memberId));

export async function countResponses(asked: Asked): Promise<number> {
  const [row] = await read().select({ count: countAll() }).from(surveyResponses).where(counted(asked));
  return row?.count ?? 0;
}

/** How often each choice was made, and how many answered each question, by question. */
export async function listTallies(asked: Asked): Promise<ReadonlyMap<string, Tally>> {
  const [choices, people] = await Promise.all([
    read()
      .select({ questionId: surveyAnswers.questionId, choice: surveyAnswers.choice, count: countAll() })
      .from(surveyAnswers)
      .innerJoin(surveyResponses, eq(surveyResponses.id, surveyAnswers.responseId))
      .where(counted(asked))
      .groupBy(surveyAnswers.questionId, surveyAnswers.choice),
    read()
      .select({ questionId: surveyAnswers.questionId, count: countDistinct(surveyAnswers.responseId) })
      .from(surveyAnswers)
      .innerJoin(surveyResponses, eq(surveyResponses.id, surveyAnswers.responseId))
      .where(counted(asked))
      .groupBy(surveyAnswers.questionId),
  ]);
  return new Map(
    people.map(({ questionId, count }) => {
      const own = choices.filter((row) => row.questionId === questionId);
      return [questionId, { n: count, counts: new Map(own.map((row) => [row.choice, row.count])) }];
    }),
  );
}

/** What an NPS question was answered, by month. */
export async function listByMonth(questionId: string, asked: Asked) {
  return read()
    .select({ month: surveyResponses.month, choice: surveyAnswers.choice, count: countAll() })
    .from(surveyAnswers)
    .innerJoin(surveyResponses, eq(surveyResponses.id, surveyAnswers.responseId))
    .where(and(counted(asked), eq(surveyAnswers.questionId, questionId)))
    .groupBy(surveyResponses.month, surveyAnswers.choice);
}

/**
 * Texts of a question. Without names in an order of the question's own (`textOrder`) that stays the same from look to
 * look; with names the newest first.
 */
export async function listTexts(
  questionId: string,
  asked: Asked,
  { anonymous, limit }: { anonymous: boolean; limit: number },
): Promise<TextAnswer[]> {
  if (anonymous) return listUnnamedTexts(questionId, asked, limit);
  const rows = await read()
    .select({ text: surveyAnswers.text, person: personColumns })
    .from(surveyAnswers)
    .innerJoin(surveyResponses, eq(surveyResponses.id, surveyAnswers.responseId))
    .leftJoin(members, eq(members.id, surveyResponses.memberId))
    .leftJoin(users, eq(users.id, members.userId))
    .where(and(counted(asked), eq(surveyAnswers.questionId, questionId)))
    .orderBy(desc(surveyResponses.at), asc(surveyResponses.id))
    .limit(limit);
  return rows.map(({ text, person }) => ({ text: text ?? "", person }));
}

async function listUnnamedTexts(questionId: string, asked: Asked, limit: number): Promise<TextAnswer[]> {
  const rows = await read()
    .select({ id: surveyAnswers.responseId })
    .from(surveyAnswers)
    .innerJoin(surveyResponses, eq(surveyResponses.id, surveyAnswers.responseId))
    .where(and(counted(asked), eq(surveyAnswers.questionId, questionId)));
  const key = installationSecret("feedback.text-order");
  const ids = textOrder(
    rows.map(({ id }) => id),
    { key, questionId },
  ).slice(0, limit);
  const texts = await read()
    .select({ id: surveyAnswers.responseId, text: surveyAnswers.text })
    .from(surveyAnswers)
    .where(and(eq(surveyAnswers.questionId, questionId), amongIds(surveyAnswers.responseId, idList(ids))));
  const byId = new Map(texts.map(({ id, text }) => [id, text]));
  return ids.map((id) => ({ text: byId.get(id) ?? "", person: null }));
}

const personColumns = { id: users.id, name: users.name, handle: users.handle };

/** One person's answers, for surveys with names. */
export interface NamedResponse {
  id: string;
  at: Date | null;
  person: { id: string; name: string; handle: string } | null;
  answers: GivenAnswer[];
}

/** Every response with who gave it and when, the newest first. Never call it for an anonymous survey. */
export async function listNamedResponses(asked: Asked): Promise<NamedResponse[]> {
  const [rows, answers] = await Promise.all([
    read()
      .select({ id: surveyResponses.id, at: surveyResponses.at, person: personColumns })
      .from(surveyResponses)
      .leftJoin(members, eq(members.id, surveyResponses.memberId))
      .leftJoin(users, eq(users.id, members.userId))
      .where(counted(asked))
      .orderBy(desc(surveyResponses.at), desc(surveyResponses.id)),
    read()
      .select({
        responseId: surveyAnswers.responseId,
        questionId: surveyAnswers.questionId,
        choice: surveyAnswers.choice,
        text: surveyAnswers.text,
      })
      .from(surveyAnswers)
      .where(
        inArray(
          surveyAnswers.responseId,
          read().select({ id: surveyResponses.id }).from(surveyResponses).where(counted(asked)),
        ),
      )
      .orderBy(asc(surveyAnswers.choice)),
  ]);
  const byResponse = Map.groupBy(answers, ({ responseId }) => responseId);
  return rows.map((row) => ({ ...row, answers: byResponse.get(row.id) ?? [] }));
}
