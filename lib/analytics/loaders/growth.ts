import "server-only";
import { notFound } from "next/navigation";
import { computeMemberGrowth, type MemberGrowth } from "../member-growth";
import { findGrowthFacts } from "../queries/growth";
import { countSpanRows, listSpanRows } from "../queries/span-rows";
import { cursorText, inBatchesOf, readRowCursor } from "../row-cursor";
import { rowsPerPage } from "../rows";
import { cursorOf, type SpanQuestion, type SpanRow, spanQuestion } from "../span-figures";
import { type AnalyticsFrame, loadFrame } from "./frame";

type Search = Record<string, unknown>;

/** Members, paying members, and who came and went. */
export async function loadGrowth(slug: string, search: Search): Promise<AnalyticsFrame & { growth: MemberGrowth }> {
  const frame = await loadFrame(slug, "growth", search);
  const { community, range, among } = frame;
  return { ...frame, growth: computeMemberGrowth(await findGrowthFacts(community.id, range, among), range) };
}

/** The spans one figure counts: their number for everybody who may look, their people for owner and admins. */
export async function loadGrowthRows(
  slug: string,
  search: Search,
): Promise<AnalyticsFrame & { question: SpanQuestion; total: number; spans: SpanRow[]; next: string | null }> {
  const { question, ...frame } = await loadQuestion(slug, search);
  const { community, among, query, seesPeople } = frame;
  const total = await countSpanRows(community.id, question, among);
  const spans = seesPeople
    ? await listSpanRows(community.id, question, among, { after: readRowCursor(query.after), limit: rowsPerPage + 1 })
    : [];
  const page = spans.slice(0, rowsPerPage);
  const next = spans.length > rowsPerPage ? cursorText(cursorOf(page.at(-1)!, question.pick)) : null;
  return { ...frame, question, total, spans: page, next };
}

const rowsPerBatch = 1000;

/** All spans of a figure one after the other, for a file. For who may not see people it does not exist. */
export async function loadGrowthRowsFile(
  slug: string,
  search: Search,
): Promise<AnalyticsFrame & { question: SpanQuestion; spans: AsyncIterable<SpanRow> }> {
  const { question, ...frame } = await loadQuestion(slug, search);
  if (!frame.seesPeople) notFound();
  const spans = inBatchesOf(
    rowsPerBatch,
    (wanted) => listSpanRows(frame.community.id, question, frame.among, wanted),
    (span) => cursorOf(span, question.pick),
  );
  return { ...frame, question, spans };
}

async function loadQuestion(slug: string, search: Search): Promise<AnalyticsFrame & { question: SpanQuestion }> {
  const frame = await loadFrame(slug, "growth", search);
  const question = spanQuestion(frame.query.figure, frame.query.at, frame.range);
  if (!question) notFound();
  return { ...frame, question };
}
