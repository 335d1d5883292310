import "server-only";
import { notFound } from "next/navigation";
import { contentSort } from "../content";
import type { ContentReport } from "../content-report";
import { type ContentQuestion, type ContentRow, contentQuestion } from "../content-rows";
import { findContent, postsShown } from "../queries/content-report";
import {
  type ContentScope,
  countReaders,
  describeConversions,
  listConversions,
  listReaders,
} from "../queries/content-rows";
import { cursorText, inBatchesOf, type RowCursor, readRowCursor } from "../row-cursor";
import { rowsPerPage } from "../rows";
import { type AnalyticsFrame, loadFrame } from "./frame";

type Search = Record<string, unknown>;

/** The content page: what is read, how far, what came of it, and what was looked for in vain. */
export async function loadContent(slug: string, search: Search): Promise<AnalyticsFrame & { report: ContentReport }> {
  return loadReport(slug, search, postsShown);
}

/** The same with every post instead of the first ones, for a file. */
export async function loadContentFile(
  slug: string,
  search: Search,
): Promise<AnalyticsFrame & { report: ContentReport }> {
  return loadReport(slug, search, null);
}

async function loadReport(slug: string, search: Search, limit: number | null) {
  const frame = await loadFrame(slug, "content", search);
  const { viewer, range, query, among, seesRevenue } = frame;
  const sort = contentSort(query.sort, seesRevenue);
  return { ...frame, report: await findContent(range, { viewer, among, sort, seesRevenue, limit }) };
}

interface ContentRowsFrame extends AnalyticsFrame {
  question: ContentQuestion;
  total: number;
  rows: ContentRow[];
  next: string | null;
}

const cursorOf = (row: ContentRow): RowCursor => ({ number: row.at.getTime(), id: row.id });

/** The rows behind a figure of content: their number for everybody who may look, their people for owner and admins. */
export async function loadContentRows(slug: string, search: Search): Promise<ContentRowsFrame> {
  const { question, scope, ...frame } = await loadQuestion(slug, search);
  const wanted = { after: readRowCursor(frame.query.after), limit: rowsPerPage + 1 };
  const { total, list } = await openRows(question, scope);
  if (!frame.seesPeople) return { ...frame, question, total, rows: [], next: null };
  const found = await list(wanted);
  const rows = found.slice(0, rowsPerPage);
  const next = found.length > rowsPerPage ? cursorText(cursorOf(rows.at(-1)!)) : null;
  return { ...frame, question, total, rows, next };
}

const rowsPerBatch = 1000;

/** All of them one after the other, for a file. For who may not see people it does not exist. */
export async function loadContentRowsFile(
  slug: string,
  search: Search,
): Promise<AnalyticsFrame & { question: ContentQuestion; rows: AsyncIterable<ContentRow> }> {
  const { question, scope, ...frame } = await loadQuestion(slug, search);
  if (!frame.seesPeople) notFound();
  const { list } = await openRows(question, scope);
  return { ...frame, question, rows: inBatchesOf(rowsPerBatch, list, cursorOf) };
}

async function loadQuestion(slug: string, search: Search) {
  const frame = await loadFrame(slug, "content", search);
  const { viewer, range, query, among, seesRevenue } = frame;
  const question = contentQuestion(query.figure, query.at, seesRevenue);
  if (!question) notFound();
  return { ...frame, question, scope: { viewer, range, among } };
}

interface OpenRows {
  total: number;
  list: (wanted: { after: RowCursor | null; limit: number }) => Promise<ContentRow[]>;
}

async function openRows(question: ContentQuestion, scope: ContentScope): Promise<OpenRows> {
  const { figure, postId } = question;
  if (figure === "readers") {
    return {
      total: await countReaders(postId ?? "", scope),
      list: (wanted) => listReaders(postId ?? "", scope, wanted),
    };
  }
  const all = await listConversions(question, scope);
  return {
    total: all.length,
    list: ({ after, limit }) => {
      const isAfter = ({ at, memberId }: (typeof all)[number]) =>
        after === null || at.getTime() < after.number || (at.getTime() === after.number && memberId < after.id);
      return describeConversions(scope.viewer, all.filter(isAfter).slice(0, limit));
    },
  };
}
