import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { riskScores } from "@/db/schema/outreach";
import type { MemberFilter } from "@/lib/segments/types";
import type { RiskSummary } from "../types";
import { among } from "./among";

/** Bands of members who may leave. */
const risky = ["high", "medium"];
const shown = 5;

/** Who may leave, as of the last nightly score: how many, what they pay a month, and the first of them. */
export async function findRisk(communityId: string, currency: string, filter: MemberFilter): Promise<RiskSummary> {
  const atRisk = and(
    eq(riskScores.communityId, communityId),
    inArray(riskScores.band, risky),
    among(riskScores.memberId, filter),
  );
  const byCurrency = await read()
    .select({ currency: riskScores.currency, members: countAll(), amount: sumOf(riskScores.monthlyAmount) })
    .from(riskScores)
    .where(atRisk)
    .groupBy(riskScores.currency);
  const first = await read()
    .select({
      id: users.id,
      name: users.name,
      handle: users.handle,
      plan: products.name,
      points: riskScores.points,
      reasons: riskScores.reasons,
    })
    .from(riskScores)
    .innerJoin(members, eq(members.id, riskScores.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(products, eq(products.id, riskScores.productId))
    .where(atRisk)
    .orderBy(desc(riskScores.points), desc(riskScores.monthlyAmount), riskScores.memberId)
    .limit(shown);
  return {
    members: byCurrency.reduce((sum, row) => sum + row.members, 0),
    monthlyAmount: byCurrency.find((row) => row.currency === currency)?.amount ?? 0,
    first: first.map(({ id, name, handle, ...row }) => ({ ...row, person: { id, name, handle } })),
  };
}
