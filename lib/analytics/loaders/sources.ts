import "server-only";
import { findFirstCountedDay } from "../queries/funnel";
import { listPostTitles, listSourceVisits, listTouchGroups } from "../queries/sources";
import { type Sources, sourcesOf } from "../sources";
import { type AnalyticsFrame, loadFrame } from "./frame";
import { journeyQuestion, loadJourneyFile, loadJourneyRows } from "./funnel";

/** Where people come from and what becomes of them, by their first or last touch. */
export async function loadSources(
  slug: string,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { report: Sources; titles: Map<string, string>; countedSince: string | null }> {
  const frame = await loadFrame(slug, "sources", searchParams);
  const { community, viewer, range } = frame;
  const [visits, groups, countedSince] = await Promise.all([
    listSourceVisits(community.id, range),
    listTouchGroups(journeyQuestion(frame)),
    findFirstCountedDay(community.id),
  ]);
  const report = sourcesOf(visits, groups);
  const titles = await listPostTitles(
    viewer,
    report.landings.map(({ postId }) => postId),
  );
  return { ...frame, report, titles, countedSince };
}

/** The people behind a source's figures. */
export function loadSourcesRows(slug: string, searchParams: Record<string, unknown>) {
  return loadJourneyRows(slug, "sources", searchParams);
}

/** The same people, all of them, for a file. */
export function loadSourcesFile(slug: string, searchParams: Record<string, unknown>) {
  return loadJourneyFile(slug, "sources", searchParams);
}
