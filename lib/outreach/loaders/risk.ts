import "server-only";
import { notFound } from "next/navigation";
import { moneyCsv } from "@/lib/billing/money-csv";
import { loadCommunity } from "@/lib/communities/loaders";
import type { Words } from "@/lib/i18n/words";
import { decodeCursor, encodeCursor } from "@/lib/posts/cursor";
import { listSegmentNames } from "@/lib/segments/queries/filters";
import { calibrate } from "../calibration";
import { filterOf } from "../candidates";
import { maySeeRisk } from "../policy";
import { listOutreach } from "../queries/outreach";
import { findScoredDay, listBandDays, listRisk, listScoredProducts, type PointsCursor, sumRisk } from "../queries/risk";
import { type RiskCells, riskCells, riskColumns } from "../risk-csv";
import { RiskQuery } from "../schema";
import type { RiskRow } from "../types";

type SearchParams = Record<string, string | string[] | undefined>;

const pageSize = 50;
const fileBatch = 500;

/** For whoever runs the community; for others these pages do not exist. */
export async function requireRisk(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!maySeeRisk(viewer)) notFound();
  return { community, viewer };
}

/** Who may leave, why, what that would cost, and what the score has been worth so far. */
export async function loadRisk(slug: string, params: SearchParams) {
  const { community, viewer } = await requireRisk(slug);
  const query = RiskQuery.parse(params);
  const filter = await filterOf(community, query, viewer.at);
  const [page, sums, scoredAt, bandDays, products, segments, outreaches] = await Promise.all([
    listRisk(community.id, filter, { after: decodeCursor(query.after), limit: pageSize }),
    sumRisk(community.id, filter),
    findScoredDay(community.id),
    listBandDays(community.id),
    listScoredProducts(community.id),
    listSegmentNames(community.id),
    listOutreach(community.id),
  ]);
  return {
    community,
    viewer,
    query,
    rows: page.rows,
    next: page.next && encodeCursor(page.next),
    sums,
    scoredAt,
    calibration: calibrate(bandDays),
    products,
    segments,
    outreaches,
  };
}

/** The same list as a CSV file, all of it. */
export async function loadRiskFile(slug: string, params: SearchParams, words: Words) {
  const { community, viewer } = await requireRisk(slug);
  const filter = await filterOf(community, RiskQuery.parse(params), viewer.at);
  async function* rows(): AsyncGenerator<RiskCells> {
    for (let after: PointsCursor | null = null; ; ) {
      const page: { rows: RiskRow[]; next: PointsCursor | null } = await listRisk(community.id, filter, {
        after,
        limit: fileBatch,
      });
      for (const row of page.rows) yield riskCells(row, words);
      if (!page.next) return;
      after = page.next;
    }
  }
  return { name: `${community.slug}-at-risk.csv`, body: moneyCsv({ columns: riskColumns(words), rows: rows() }) };
}
