import "server-only";
import { notFound } from "next/navigation";
import { requestWords } from "@/lib/i18n/request";
import { type Funnel, funnelOf } from "../funnel";
import { journeyColumns, journeyCursor, journeyFigure, journeyRow, parseJourneyCursor } from "../journey-rows";
import { countUnseenJoiners, findFirstCountedDay, listJourneyGroups, listVisits } from "../queries/funnel";
import { countJourneys, type JourneyQuestion, listJourneys, streamJourneys } from "../queries/journeys";
import { type FigureRow, type FigureRows, rowsPerPage } from "../rows";
import type { AnalyticsPage } from "../schema";
import { type AnalyticsFrame, loadFrame } from "./frame";

/** From visits to payments, for people first seen in the range. Moderators see no payments. */
export async function loadFunnel(
  slug: string,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { funnel: Funnel; unseen: number; countedSince: string | null }> {
  const frame = await loadFrame(slug, "funnel", searchParams);
  const { community, range, among, seesRevenue } = frame;
  const [visits, groups, unseen, countedSince] = await Promise.all([
    listVisits(community.id, range),
    listJourneyGroups(journeyQuestion(frame)),
    countUnseenJoiners(community.id, range, among),
    findFirstCountedDay(community.id),
  ]);
  return { ...frame, funnel: funnelOf(visits, groups, { withPayments: seesRevenue }), unseen, countedSince };
}

/** Whom the funnel and the sources are about, by the page's address. */
export function journeyQuestion({ community, range, among, query, seesRevenue }: AnalyticsFrame): JourneyQuestion {
  return {
    communityId: community.id,
    range,
    filter: among,
    touch: query.touch ?? "first",
    currency: seesRevenue ? community.currency : null,
  };
}

/** The people behind a step. For who may not see people only their number; payments are no figure for them. */
export async function loadFunnelRows(
  slug: string,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { rows: FigureRows; figure: NonNullable<ReturnType<typeof journeyFigure>> }> {
  return loadJourneyRows(slug, "funnel", searchParams);
}

/** The rows of either page that is about journeys. */
export async function loadJourneyRows(
  slug: string,
  page: AnalyticsPage,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { rows: FigureRows; figure: NonNullable<ReturnType<typeof journeyFigure>> }> {
  const frame = await loadFrame(slug, page, searchParams);
  const figure = journeyFigure(frame.query);
  if (!figure || (figure.step === "paid" && !frame.seesRevenue)) notFound();
  const question = { ...journeyQuestion(frame), ...figure };
  const words = await requestWords();
  const total = await countJourneys(question);
  const after = parseJourneyCursor(frame.query.after);
  const found = frame.seesPeople ? await listJourneys(question, { after, limit: rowsPerPage + 1 }) : [];
  const shown = found.slice(0, rowsPerPage);
  const place = { zone: frame.community.zone, currency: frame.community.currency };
  const next = found.length > rowsPerPage ? journeyCursor(shown.at(-1)!) : null;
  const rows = shown.map((row) => journeyRow(row, words, place));
  return { ...frame, figure, rows: { total, columns: journeyColumns(words), rows, next } };
}

/** All rows of a step as they come, for a file; only for who may see people. */
export async function loadJourneyFile(
  slug: string,
  page: AnalyticsPage,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { columns: FigureRows["columns"]; lines: AsyncIterable<FigureRow>; step: string }> {
  const frame = await loadFrame(slug, page, searchParams);
  const figure = journeyFigure(frame.query);
  if (!figure || !frame.seesPeople) notFound();
  const words = await requestWords();
  const question = { ...journeyQuestion(frame), ...figure };
  const place = { zone: frame.community.zone, currency: frame.community.currency };
  async function* lines() {
    for await (const row of streamJourneys(question)) yield journeyRow(row, words, place);
  }
  return { ...frame, columns: journeyColumns(words), lines: lines(), step: figure.step };
}

/** The people behind a step of the funnel, all of them, for a file. */
export function loadFunnelFile(slug: string, searchParams: Record<string, unknown>) {
  return loadJourneyFile(slug, "funnel", searchParams);
}
