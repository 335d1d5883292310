import "server-only";
import { and, eq, gt, lte } from "drizzle-orm";
import { type Tx, transact } from "@/db/client";
import { riskBands, riskScores } from "@/db/schema/outreach";
import type { BandDay } from "../calibration";
import type { RiskScore } from "../risk-score";
import type { Worth } from "../types";

/** A member's score as it is stored. */
export interface StoredScore {
  memberId: string;
  score: RiskScore;
  worth: Worth;
}

/** Rows in one transaction: long enough to be quick, short enough that nobody waits for it. */
const perTransaction = 1000;

/**
 * Puts the scores of all members whose ids lie in (after, last] in the place of what stood there; `last` null is the
 * end. In short transactions, so that others can write in between.
 */
export async function replaceScores(
  communityId: string,
  asOf: Date,
  { after, last, scores }: { after: string; last: string | null; scores: readonly StoredScore[] },
): Promise<void> {
  let from = after;
  for (let at = 0; at < scores.length; at += perTransaction) {
    const batch = scores.slice(at, at + perTransaction);
    const to = batch.at(-1)!.memberId;
    await transact(async (tx) => {
      await clearScores(tx, communityId, from, to);
      await tx.insert(riskScores).values(
        batch.map(({ memberId, score, worth }) => ({
          communityId,
          memberId,
          asOf,
          points: score.points,
          band: score.band,
          reasons: score.reasons,
          reasonKeys: reasonKeysOf(score),
          ...worth,
        })),
      );
    });
    from = to;
  }
  if (last === null || from < last) await transact((tx) => clearScores(tx, communityId, from, last));
}

const reasonKeysOf = ({ reasons }: RiskScore) => `|${reasons.map(({ reason }) => `${reason}|`).join("")}`;

async function clearScores(tx: Tx, communityId: string, after: string, last: string | null): Promise<void> {
  await tx
    .delete(riskScores)
    .where(
      and(
        eq(riskScores.communityId, communityId),
        gt(riskScores.memberId, after),
        last === null ? undefined : lte(riskScores.memberId, last),
      ),
    );
}

/** Puts a new back-test in the place of the last one. */
export async function replaceBandDays(tx: Tx, communityId: string, rows: readonly BandDay[]): Promise<void> {
  await tx.delete(riskBands).where(eq(riskBands.communityId, communityId));
  if (rows.length > 0) await tx.insert(riskBands).values(rows.map((row) => ({ communityId, ...row })));
}
