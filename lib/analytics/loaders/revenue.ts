import "server-only";
import { notFound } from "next/navigation";
import type { Words } from "@/lib/i18n/words";
import { listProductNames } from "../queries/mrr";
import { oneOffKinds } from "../queries/net-revenue";
import { findRevenueFacts, monthsOf } from "../queries/revenue";
import { listRevenueRows, type RevenueRow, type RowsAsked, sumRevenueRows } from "../queries/revenue-rows";
import { computeRevenue, type RevenueReport } from "../revenue-report";
import {
  cursorOf,
  narrowedBy,
  RevenueFigure,
  type RevenueRowContext,
  revenueColumns,
  revenueRow,
} from "../revenue-rows";
import { cursorText, inBatchesOf, readRowCursor } from "../row-cursor";
import { type FigureRows, rowsPerPage } from "../rows";
import { type AnalyticsFrame, loadFrame } from "./frame";

type SearchParams = Record<string, unknown>;

/** The revenue page, for owner and admins. */
export async function loadRevenue(
  slug: string,
  searchParams: SearchParams,
): Promise<AnalyticsFrame & { report: RevenueReport }> {
  const frame = await loadFrame(slug, "revenue", searchParams);
  const { community, range, among } = frame;
  const { id: communityId, currency } = community;
  const facts = await findRevenueFacts({ communityId, currency, range, segment: among });
  return { ...frame, report: computeRevenue(facts, monthsOf(range), oneOffKinds) };
}

/** The rows behind one of its figures, page by page. An unknown figure does not exist. */
export async function loadRevenueRows(
  slug: string,
  searchParams: SearchParams,
  words: Words,
): Promise<AnalyticsFrame & { figure: RevenueFigure; currency: string; rows: FigureRows }> {
  const { asked, context, ...frame } = await loadAsked(slug, searchParams, words);
  const { figure, currency } = asked;
  const found = await listRevenueRows(asked, { after: readRowCursor(frame.query.after), limit: rowsPerPage + 1 });
  const page = found.slice(0, rowsPerPage);
  const { total } = await sumRevenueRows(asked);
  const rows = {
    total,
    columns: revenueColumns(figure, words),
    rows: page.map((row) => revenueRow(figure, row, context)),
    next: found.length > page.length ? cursorText(cursorOf(page.at(-1)!, figure)) : null,
  };
  return { ...frame, figure, currency, rows };
}

const rowsPerBatch = 2000;

/** All of them one after the other, for a file: those of years need no more memory than those of a day. */
export async function loadRevenueRowsFile(
  slug: string,
  searchParams: SearchParams,
  words: Words,
): Promise<AnalyticsFrame & { asked: RowsAsked; context: RevenueRowContext; found: AsyncIterable<RevenueRow> }> {
  const loaded = await loadAsked(slug, searchParams, words);
  const { asked } = loaded;
  const found = inBatchesOf(
    rowsPerBatch,
    (wanted) => listRevenueRows(asked, wanted),
    (row) => cursorOf(row, asked.figure),
  );
  return { ...loaded, found };
}

async function loadAsked(slug: string, searchParams: SearchParams, words: Words) {
  const frame = await loadFrame(slug, "revenue", searchParams);
  const { community, range, query, among } = frame;
  const figure = RevenueFigure.safeParse(query.figure);
  if (!figure.success) notFound();
  const asked: RowsAsked = {
    communityId: community.id,
    figure: figure.data,
    segment: among,
    ...narrowedBy(query.at, range, community.currency),
  };
  const context = { words, zone: range.zone, productNames: await listProductNames(community.id) };
  return { ...frame, asked, context };
}
