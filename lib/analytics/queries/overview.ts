import "server-only";
import { daysBetween } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import { firstDayNeeded, firstDayOfLeadIn, type GrowthRows, mrrMoments, overviewMoments } from "../growth";
import { previousRange, type Range } from "../ranges";
import { type CohortQuestion, firstCohort } from "../retention-report";
import { movementsOf } from "../revenue";
import { countActive, listActiveDays, listActivityCounts, listKindDays } from "./activity";
import { topSize } from "./activity-report";
import { listMrrEdges, listSpanEdges, listStaying } from "./edges";
import { listMovements } from "./movements";
import { listPlanMrr, listProductNames } from "./mrr";
import { oneOffKinds } from "./net-revenue";
import { listSpanGroups } from "./retention";
import { findMoney } from "./revenue";
import { findRisk } from "./risk";

interface Asked {
  communityId: string;
  currency: string;
  range: Range;
  /** Null is everybody. */
  filter: MemberFilter;
  question: CohortQuestion;
}

/** All that the overview's figures are computed from, for one range and the one before it: sums, never people. */
export async function listGrowthRows(asked: Asked): Promise<GrowthRows> {
  const { communityId, range, filter, question } = asked;
  const [members, activity, money, groups, risk] = await Promise.all([
    listMemberRows(asked),
    listActivityRows(asked),
    listMoneyRows(asked),
    listSpanGroups(
      { communityId, scope: question.scope, filter, narrowed: null },
      { unit: "month", first: firstCohort(question, range), asOf: range.to },
    ),
    findRisk(communityId, asked.currency, filter),
  ]);
  return { ...members, ...activity, ...money, cohorts: { groups, question }, risk };
}

async function listMemberRows({ communityId, range, filter }: Asked) {
  const [edges, [members, membersBefore], [paying]] = await Promise.all([
    listSpanEdges(communityId, overviewMoments(range), filter),
    listStaying(communityId, "member", [range, previousRange(range)], filter),
    listStaying(communityId, "paying", [range], filter),
  ]);
  return { edges, staying: { members: members!, membersBefore: membersBefore!, paying: paying! } };
}

async function listActivityRows({ communityId, range, filter }: Asked) {
  const counted = { among: filter, staff: [] };
  const previous = previousRange(range);
  const leadIn = daysBetween(firstDayOfLeadIn(range), range.days[0]!);
  const [kindDays, activeDays, { counts }, activeBefore] = await Promise.all([
    listKindDays(communityId, [...daysBetween(firstDayNeeded(range), range.days[0]!), ...range.days], counted),
    listActiveDays(communityId, [...leadIn, ...range.days], counted),
    listActivityCounts(communityId, range, counted, topSize),
    countActive(communityId, previous, counted),
  ]);
  return { kindDays, activeDays, counts, activeBefore };
}

async function listMoneyRows({ communityId, currency, range, filter }: Asked) {
  const { from, to } = range;
  const window = { communityId, from, to, segment: filter };
  const [mrrEdges, plans, before, sums, { money: sold, moneyMonths: money }, productNames] = await Promise.all([
    listMrrEdges(communityId, mrrMoments(range), filter),
    listPlanMrr(communityId, to, filter),
    listPlanMrr(communityId, from, filter),
    listMovements(window, currency),
    findMoney({ communityId, range, segment: filter }),
    listProductNames(communityId),
  ]);
  const start = before.filter((plan) => plan.currency === currency).reduce((sum, plan) => sum + plan.amount, 0);
  const singles = sold.filter((row) => row.currency === currency && oneOffKinds.includes(row.productKind));
  return {
    mrrEdges,
    plans,
    movements: movementsOf(sums, currency, start),
    oneOffs: {
      amount: singles.reduce((sum, row) => sum + row.amount, 0),
      count: singles.filter((row) => row.kind === "charge").reduce((sum, row) => sum + row.count, 0),
    },
    money,
    productNames,
  };
}
