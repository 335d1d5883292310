import "server-only";
import { notFound } from "next/navigation";
import type { ActivityReport } from "../activity-report";
import { type ActivityQuestion, type ActivityRow, activityQuestion, cursorOfRow } from "../activity-rows";
import { countActive, listKindDays } from "../queries/activity";
import { findActivity } from "../queries/activity-report";
import { listActivityRows, type RowsScope } from "../queries/activity-rows";
import { type Counted, listStaff } from "../queries/counted";
import { countAsked } from "../queries/replies";
import { cursorText, inBatchesOf, readRowCursor } from "../row-cursor";
import { rowsPerPage } from "../rows";
import { type AnalyticsFrame, loadFrame } from "./frame";

/** The activity page: A and what belongs beside it, who comes how often, and how long questions wait. */
export async function loadActivity(
  slug: string,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { report: ActivityReport }> {
  const frame = await loadFrame(slug, "activity", searchParams);
  const { community, range } = frame;
  const report = await findActivity(community.id, range, {
    counted: await countedIn(frame),
    promisedHours: community.answerHours,
    withPeople: frame.seesPeople,
  });
  return { ...frame, report };
}

/** Whom the page counts, by its address: the segment, and with or without those who are active by profession. */
export async function countedIn({ community, query, among }: AnalyticsFrame): Promise<Counted> {
  return { among, staff: query.staff === "without" ? await listStaff(community.id) : [] };
}

/** What a page of rows is given: the question its address asks, how many rows answer it, and one page of them. */
interface ActivityRowsFrame extends AnalyticsFrame {
  question: ActivityQuestion;
  total: number;
  rows: ActivityRow[];
  next: string | null;
}

/** The rows behind a figure of activity: their number for everybody who may look, their people for owner and admins. */
export async function loadActivityRows(slug: string, search: Record<string, unknown>): Promise<ActivityRowsFrame> {
  const { question, scope, ...frame } = await loadQuestion(slug, search);
  const total = await countRows(question, scope);
  if (!frame.seesPeople) return { ...frame, question, total, rows: [], next: null };
  const wanted = { after: readRowCursor(frame.query.after), limit: rowsPerPage + 1 };
  const found = await listActivityRows(question, scope, wanted);
  const rows = found.slice(0, rowsPerPage);
  return {
    ...frame,
    question,
    total,
    rows,
    next: found.length > rowsPerPage ? cursorText(cursorOfRow(rows.at(-1)!)) : null,
  };
}

const rowsPerBatch = 1000;

/** All of them one after the other, for a file. For who may not see people it does not exist. */
export async function loadActivityRowsFile(
  slug: string,
  search: Record<string, unknown>,
): Promise<AnalyticsFrame & { question: ActivityQuestion; rows: AsyncIterable<ActivityRow> }> {
  const { question, scope, ...frame } = await loadQuestion(slug, search);
  if (!frame.seesPeople) notFound();
  const rows = inBatchesOf(rowsPerBatch, (wanted) => listActivityRows(question, scope, wanted), cursorOfRow);
  return { ...frame, question, rows };
}

async function loadQuestion(slug: string, search: Record<string, unknown>) {
  const frame = await loadFrame(slug, "activity", search);
  const { viewer, range, query } = frame;
  const question = activityQuestion(query.figure, query.at, range);
  if (!question) notFound();
  return { ...frame, question, scope: { viewer, range, counted: await countedIn(frame) } };
}

/** The figure itself, from where the page has it. */
async function countRows({ figure, days, kind }: ActivityQuestion, { viewer, range, counted }: RowsScope) {
  const { communityId } = viewer;
  if (figure === "interactions") {
    const rows = await listKindDays(communityId, days, counted);
    return rows.reduce((sum, row) => sum + (kind === null || row.kind === kind ? row.count : 0), 0);
  }
  if (figure === "asked" || figure === "unanswered") return (await countAsked(communityId, range, counted))[figure];
  return (await countActive(communityId, range, counted))[figure];
}
