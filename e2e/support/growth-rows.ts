import type { KindDay, MemberActivity } from "../../lib/analytics/activity";
import type { SpanEdges, Staying } from "../../lib/analytics/edges";
import { type GrowthRows, type MrrEdges, mrrMoments, overviewMoments } from "../../lib/analytics/growth";
import { headcount, membersAt, type Period, runsAt, takeCensus } from "../../lib/analytics/membership";
import type { ProjectedPeriod, Scope } from "../../lib/analytics/periods";
import { previousRange, type Range } from "../../lib/analytics/ranges";
import type { SpanGroup } from "../../lib/analytics/retention";
import { cohortQuestion, firstCohort } from "../../lib/analytics/retention-report";
import { type MoneyDay, movements, mrrAt, mrrByPlan, type PayingPeriod } from "../../lib/analytics/revenue";
import { spansOf } from "../../lib/analytics/spans";
import { zoneDays } from "../../lib/analytics/zone-days";

/** A small community told plainly: everything the overview's sums are made of. */
export interface PlainRows {
  memberPeriods: Period[];
  payingPeriods: PayingPeriod[];
  kindDays: KindDay[];
  activeDays: { day: string; day1: number }[];
  people: MemberActivity[];
  peopleBefore: MemberActivity[];
  money: MoneyDay[];
  productNames: ReadonlyMap<string, string>;
}

/** The sums SQL makes for the overview, made here from the definitions alone: one by one, whatever it costs. */
export function growthRowsOf(plain: PlainRows, range: Range, currency: string, cohort?: Scope): GrowthRows {
  const { memberPeriods, payingPeriods } = plain;
  const previous = previousRange(range);
  const question = cohortQuestion({ cohort }, payingPeriods.length > 0);
  const oneOffs = plain.money.filter(
    (row) =>
      row.productKind === "one_off" &&
      row.currency === currency &&
      row.day >= range.days[0]! &&
      row.day <= range.days.at(-1)!,
  );
  return {
    edges: [...edgesOf(memberPeriods, "member", range), ...edgesOf(payingPeriods, "paying", range)],
    mrrEdges: mrrEdgesOf(payingPeriods, range),
    staying: {
      members: stayingOf(memberPeriods, range),
      membersBefore: stayingOf(memberPeriods, previous),
      paying: stayingOf(payingPeriods, range),
    },
    kindDays: plain.kindDays,
    activeDays: plain.activeDays,
    counts: countsOf(plain.people, memberPeriods, range.to),
    activeBefore: {
      active: plain.peopleBefore.filter(({ interactions }) => interactions > 0).length,
      contributors: plain.peopleBefore.filter(({ written }) => written > 0).length,
    },
    plans: mrrByPlan(payingPeriods, range.to).map(({ productId, interval, members, ...plan }) => ({
      ...plan,
      productId: productId ?? "",
      interval: interval ?? "",
      subscriptions: members,
    })),
    movements: movements(payingPeriods, currency, range.from, range.to),
    oneOffs: {
      amount: oneOffs.reduce((sum, row) => sum + row.amount, 0),
      count: oneOffs.filter((row) => row.kind === "charge").reduce((sum, row) => sum + row.count, 0),
    },
    money: plain.money.map(({ day, currency: of, kind, amount }) => ({
      month: day.slice(0, 7),
      currency: of,
      kind: kind === "charge" ? ("charge" as const) : ("refund" as const),
      amount,
    })),
    cohorts: {
      groups: groupsOf(
        question.scope === "paying" ? payingPeriods : memberPeriods,
        range,
        firstCohort(question, range),
      ),
      question,
    },
    risk: null,
    productNames: plain.productNames,
  };
}

function edgesOf(periods: readonly Period[], scope: Scope, range: Range): SpanEdges[] {
  const moments = overviewMoments(range);
  const bucketOf = (at: Date) => moments.findIndex((moment) => at <= moment);
  const seen = new Set<string>();
  return takeCensus(periods)
    .periods.flatMap(({ memberId, startsAt, endsAt }): SpanEdges[] => {
      const kind = seen.has(memberId) ? "return" : "start";
      seen.add(memberId);
      const start: SpanEdges = { bucket: bucketOf(startsAt), scope, kind, reason: "", count: 1 };
      return endsAt ? [start, { bucket: bucketOf(endsAt), scope, kind: "end", reason: "", count: 1 }] : [start];
    })
    .filter(({ bucket }) => bucket !== -1);
}

function mrrEdgesOf(periods: readonly PayingPeriod[], range: Range): MrrEdges[] {
  let before = new Map<string, number>();
  return mrrMoments(range).flatMap((moment, bucket) => {
    const now = mrrAt(periods, moment);
    const changes = [...new Set([...now.keys(), ...before.keys()])].map((currency) => ({
      bucket,
      currency,
      change: (now.get(currency) ?? 0) - (before.get(currency) ?? 0),
    }));
    before = now;
    return changes;
  });
}

function stayingOf(periods: readonly Period[], { from, to }: Pick<Range, "from" | "to">): Staying {
  const census = takeCensus(periods);
  const lost = census.periods.filter((p) => runsAt(p, from) && p.endsAt !== null && p.endsAt <= to).length;
  const count = headcount(census, from, to);
  return { lost, back: count.retained - (count.from - lost) };
}

function countsOf(people: readonly MemberActivity[], periods: readonly Period[], to: Date): GrowthRows["counts"] {
  const present = membersAt(takeCensus(periods), to);
  return people
    .filter(({ interactions }) => interactions > 0)
    .map(({ memberId, interactions, written }) => ({
      interactions,
      wrote: written > 0,
      atEnd: present.has(memberId),
      people: 1,
    }));
}

function groupsOf(periods: readonly Period[], { zone, to }: Range, first: number): SpanGroup[] {
  const plain = { sourceId: "", monthlyAmount: null, currency: null, productId: null, interval: null, endReason: null };
  const rows = periods.map(
    ({ memberId, startsAt, endsAt }): ProjectedPeriod => ({
      ...plain,
      memberId,
      startsAt,
      endsAt,
      scope: "paying",
      discountMonthly: null,
      discountEndsAt: null,
    }),
  );
  const dayAt = zoneDays(zone);
  return [...Map.groupBy(rows, ({ memberId }) => memberId).values()]
    .flatMap((own) => spansOf(own, dayAt))
    .filter((span) => span.startsAt <= to && span.cohortMonth >= first)
    .map((span) => ({
      cohort: span.cohortMonth,
      from: span.fromMonth,
      to: span.toMonth,
      returned: span.ordinal > 0,
      count: 1,
    }));
}
