import "server-only";
import { notFound } from "next/navigation";
import type { Words } from "@/lib/i18n/words";
import { listProductNames } from "../queries/mrr";
import { oneOffKinds } from "../queries/net-revenue";
import { findRevenueFacts, monthsOf } from "../queries/revenue";
import { listRevenueRows, sumRevenueRows } from "../queries/revenue-rows";
import { computeRevenue, type RevenueReport } from "../revenue-report";
import { figureRows, narrowedBy, RevenueFigure } from "../revenue-rows";
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

/** The rows behind one of its figures: a page of them, or with `all` every one. An unknown figure does not exist. */
export async function loadRevenueRows(
  slug: string,
  searchParams: SearchParams,
  words: Words,
  { all = false }: { all?: boolean } = {},
): Promise<AnalyticsFrame & { figure: RevenueFigure; currency: string; rows: FigureRows }> {
  const frame = await loadFrame(slug, "revenue", searchParams);
  const { community, range, query, among } = frame;
  const figure = RevenueFigure.safeParse(query.figure);
  if (!figure.success) notFound();
  const asked = {
    communityId: community.id,
    figure: figure.data,
    segment: among,
    ...narrowedBy(query.at, range, community.currency),
  };
  const limit = all ? null : rowsPerPage;
  const found = await listRevenueRows(asked, { after: all ? null : (query.after ?? null), limit: limit && limit + 1 });
  const shown = limit === null ? found : found.slice(0, limit);
  const { total } = await sumRevenueRows(asked);
  const rows = figureRows(
    figure.data,
    { rows: shown, total, next: found.length > shown.length ? shown.at(-1)!.key : null },
    { words, zone: range.zone, productNames: await listProductNames(community.id) },
  );
  return { ...frame, figure: figure.data, currency: asked.currency, rows };
}
