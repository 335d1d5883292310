import "server-only";
import { amongSelected } from "@/db/dialect/sql";
import { findSegment, membersWhere } from "@/lib/segments/queries/filters";
import { listChosen, type RiskFilter } from "./queries/risk";
import { type ChosenQuery, outreachMax, type RiskQuery } from "./schema";

/** What the address asks for as a query takes it. A segment that is not there is a segment of nobody. */
export async function filterOf(
  community: { id: string; zone: string },
  query: Omit<RiskQuery, "after">,
  at: Date,
): Promise<RiskFilter> {
  const segment = query.segment ? await findSegment(community.id, query.segment) : null;
  return {
    band: query.band ?? null,
    reason: query.reason ?? null,
    productId: query.plan ?? null,
    standing: query.standing ?? null,
    everybody: query.who === "all",
    segment: segment && amongSelected(membersWhere(community.id, segment.rule, at, community.zone)),
    memberIds: query.segment && !segment ? [] : null,
  };
}

/** Everybody an outreach is meant for: the ticked members, or all the filters name, those with most points first. */
export async function listCandidates(community: { id: string; zone: string }, query: ChosenQuery, at: Date) {
  const filter = await filterOf(community, query, at);
  return listChosen(community.id, query.all ? filter : { ...filter, memberIds: query.member }, outreachMax);
}
