import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openColumns, PackSet, rowsOfPack } from "./column-packs";
import { countOn, momentsOf, reasonsBetween, timelineOf } from "./edges";
import { type Histories, type HistoryRows, historyShape, packHistory, scopes, stillRuns } from "./histories";
import { countCharged, groupRenewals, sumHappenings, sumMovements, sumMrrEdges, sumPlans } from "./history-money";
import { countRunning, countSpanEdges, countStaying, groupSpans, whoBought } from "./history-spans";
import { countAt, headcount, membersAt, runsAt, takeCensus } from "./membership";
import { packOf, peoplePerPack } from "./people-packs";
import type { ProjectedPeriod, Scope } from "./periods";
import { renewalsOf, termRuns } from "./renewals";
import { type MovementKind, movements, mrrAt } from "./revenue";
import { spansOf } from "./spans";
import { zoneDays } from "./zone-days";

const noHistories: Histories = PackSet.of(historyShape);

const zone = "Europe/Berlin";
const dayAt = zoneDays(zone);
const start = Date.UTC(2024, 0, 20, 11);
const hourMs = 3_600_000;
const at = (hour: number) => new Date(start + hour * hourMs);

/** Instants of a hundred days, some of them shared by several people. */
const hour = fc.integer({ min: 0, max: 2400 }).map((value) => value - (value % 7));

const stretch = fc.record({
  scope: fc.constantFrom<Scope>("member", "paying"),
  source: fc.nat(1),
  from: hour,
  length: fc.option(fc.integer({ min: 1, max: 1500 })),
  monthlyAmount: fc.option(fc.constantFrom(0, 3900, 1000 / 3, 39_000 / 12)),
  currency: fc.constantFrom("CNY", "EUR"),
  productId: fc.constantFrom("plan-a", "plan-b"),
  interval: fc.constantFrom("month", "year"),
  endReason: fc.constantFrom("changed", "payment_failed", "cancellation_requested"),
});

/** People with numbers in three packs; a subscription has one period at a time, as periods of a track have. */
const people = fc.uniqueArray(
  fc.record({
    number: fc.oneof(fc.nat(6), fc.integer({ min: peoplePerPack - 1, max: peoplePerPack + 1 }), fc.constant(2000)),
    stretches: fc.array(stretch, { maxLength: 6 }),
    charged: fc.array(fc.record({ hour, currency: fc.constantFrom("CNY", "EUR") }), { maxLength: 2 }),
  }),
  { maxLength: 8, selector: ({ number }) => number },
);

type People = typeof people extends fc.Arbitrary<infer Value> ? Value : never;

const nameOf = (number: number) => String(number).padStart(5, "0");

function periodsOfPeople(list: People): ProjectedPeriod[] {
  return list.flatMap(({ number, stretches }) => {
    const tracks = Map.groupBy(stretches, ({ scope, source }) => (scope === "member" ? "" : `s${source}`));
    return [...tracks].flatMap(([sourceId, own]) => {
      const sorted = own.toSorted((a, b) => a.from - b.from).filter((one, i, all) => one.from !== all[i - 1]?.from);
      return sorted.map(({ from, length, ...terms }, i): ProjectedPeriod => {
        const next = sorted[i + 1]?.from ?? Number.POSITIVE_INFINITY;
        const end = Math.min(length === null ? Number.POSITIVE_INFINITY : from + length, next);
        const isPaid = terms.scope === "paying";
        return {
          memberId: nameOf(number),
          scope: terms.scope,
          sourceId,
          startsAt: at(from),
          endsAt: Number.isFinite(end) ? at(end) : null,
          monthlyAmount: isPaid ? terms.monthlyAmount : null,
          currency: isPaid ? terms.currency : null,
          productId: isPaid ? terms.productId : null,
          interval: isPaid ? terms.interval : null,
          endReason: Number.isFinite(end) ? terms.endReason : null,
          discountMonthly: null,
          discountEndsAt: null,
        };
      });
    });
  });
}

/** All that is known of these people, as rows, as packs and as the definitions read it. */
function worldOf(list: People) {
  const periods = periodsOfPeople(list);
  const byMember = Map.groupBy(periods, ({ memberId }) => memberId);
  const spans = [...byMember.values()].flatMap((own) => spansOf(own, dayAt));
  const numbered = <Row extends { memberId: string }>(rows: readonly Row[]) =>
    rows.map(({ memberId, ...row }) => ({ ...row, number: Number(memberId) }));
  const rows: HistoryRows = {
    spans: numbered(spans),
    periods: numbered(periods.filter(({ scope }) => scope === "paying")),
    charges: list.flatMap(({ number, charged }) =>
      [...Map.groupBy(charged, ({ currency }) => currency)].map(([currency, own]) => ({
        number,
        currency,
        at: at(Math.min(...own.map((one) => one.hour))),
      })),
    ),
  };
  return { periods, spans, rows, histories: historiesOf(rows) };
}

function historiesOf(rows: HistoryRows): Histories {
  const numbers = [...rows.spans, ...rows.periods, ...rows.charges].map(({ number }) => packOf(number));
  const packs = [...new Set(numbers)].sort((a, b) => a - b);
  const ofPack = <Row extends { number: number }>(list: readonly Row[], pack: number) =>
    list.filter(({ number }) => packOf(number) === pack);
  const fresh = packs.map((pack) => ({
    pack,
    revision: "1",
    packed: packHistory({
      spans: ofPack(rows.spans, pack),
      periods: ofPack(rows.periods, pack),
      charges: ofPack(rows.charges, pack),
    }),
  }));
  return noHistories.with(packs, fresh);
}

/** Everybody, and those with an even number: as a set, and as a filter of rows. */
const choices = (histories: Histories) =>
  [
    { set: null, has: () => true },
    {
      set: new Uint8Array(histories.places).map((_, number) => (number % 2 === 0 ? 1 : 0)),
      has: ({ memberId }: { memberId: string }) => Number(memberId) % 2 === 0,
    },
  ] as const;

const rounded = (value: number) => Math.round(value * 1e6) / 1e6 + 0;
const instants = fc.uniqueArray(hour, { minLength: 2, maxLength: 4 }).map((hours) => momentsOf(hours.map(at)));

describe("a pack of histories", () => {
  it("holds what was put in, and the same rows in another order make the same bytes", () => {
    fc.assert(
      fc.property(people, (list) => {
        const { rows } = worldOf(list);
        const packed = packHistory(rows);
        const reversed = packHistory({
          spans: rows.spans.toReversed(),
          periods: rows.periods.toReversed(),
          charges: rows.charges.toReversed(),
        });
        expect(packed.equals(reversed)).toBe(true);
        // A driver's buffer may begin at any byte.
        const shifted = Buffer.concat([Buffer.from([7]), packed]).subarray(1);
        const found = rowsOfPack(historyShape, shifted);
        const time = (date: Date | null) => date?.getTime() ?? null;
        const inOrder = (list: readonly object[]) =>
          list.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
        expect(inOrder(found.spans)).toEqual(
          inOrder(
            rows.spans.map((span) => ({
              ...span,
              startsAt: time(span.startsAt),
              endsAt: time(span.endsAt),
              scope: scopes.indexOf(span.scope),
              toMonth: span.toMonth ?? stillRuns,
              toWeek: span.toWeek ?? stillRuns,
            })),
          ),
        );
        const sources = (number: number) => [
          ...new Set(
            rows.periods
              .filter((row) => row.number === number)
              .toSorted(byStart)
              .map((row) => row.sourceId),
          ),
        ];
        expect(inOrder(found.periods)).toEqual(
          inOrder(
            rows.periods.map(({ sourceId, scope: _, ...row }: HistoryRows["periods"][number] & { scope?: string }) => ({
              ...row,
              startsAt: time(row.startsAt),
              endsAt: time(row.endsAt),
              discountEndsAt: null,
              source: sources(row.number).indexOf(sourceId),
            })),
          ),
        );
        expect(inOrder(found.charges)).toEqual(inOrder(rows.charges.map((row) => ({ ...row, at: time(row.at) }))));
      }),
    );
  });

  it("takes the place of the one before and keeps the others, whose texts stay what they are", () => {
    const of = (number: number, currency: string): HistoryRows => ({
      spans: [],
      periods: [],
      charges: [{ number, currency, at: at(1) }],
    });
    const pack = (number: number, currency: string, revision: string) => ({
      pack: packOf(number),
      revision,
      packed: packHistory(of(number, currency)),
    });
    const first = noHistories.with([0, 1], [pack(1, "CNY", "a"), pack(600, "EUR", "b")]);
    const second = first.with([0, 1], [pack(1, "USD", "c")]);
    const counted = (histories: Histories) =>
      ["CNY", "EUR", "USD"].map((currency) => countCharged(histories, currency, at(2), null));
    expect(counted(first)).toEqual([1, 1, 0]);
    expect(counted(second)).toEqual([0, 1, 1]);
    expect([second.revisionOf(0), second.revisionOf(1), second.revisionOf(2)]).toEqual(["c", "b", undefined]);
    expect(counted(second.with([1], []))).toEqual([0, 1, 0]);
    expect(second.with([0, 1], [])).toBe(second);
  });

  it("that is no pack cannot be opened", () => {
    expect(() => openColumns(historyShape.layout, Buffer.from([9, 1, 99]))).toThrow();
    expect(() =>
      openColumns(historyShape.layout, packHistory({ spans: [], periods: [], charges: [] }).subarray(0, 20)),
    ).toThrow();
  });
});

const byStart = (a: { startsAt: Date; sourceId: string }, b: { startsAt: Date; sourceId: string }) =>
  +a.startsAt - +b.startsAt || (a.sourceId < b.sourceId ? -1 : 1);

describe("what is counted of histories, of everybody and of some", () => {
  it("is who is there, who came, went and stayed", () => {
    fc.assert(
      fc.property(people, instants, fc.constantFrom<Scope>("member", "paying"), (list, moments, scope) => {
        const { periods, histories } = worldOf(list);
        const [from, to] = [moments[0]!, moments.at(-1)!];
        for (const { set, has } of choices(histories)) {
          const own = periods.filter((period) => period.scope === scope && has(period));
          const census = takeCensus(own);
          const counts = headcount(census, from, to);
          const timeline = timelineOf(moments, countSpanEdges(histories, moments, set), scope);
          expect(moments.map((moment) => countOn(timeline, moment))).toEqual(moments.map((t) => countAt(census, t)));
          expect(countRunning(histories, scope, moments.toReversed(), set)).toEqual(
            moments.toReversed().map((t) => countAt(census, t)),
          );
          const [{ lost, back } = { lost: -1, back: -1 }] = countStaying(histories, scope, [{ from, to }], set);
          expect(counts.from - lost + back).toBe(counts.retained);
          const unbroken = census.periods.filter((one) => runsAt(one, from) && runsAt(one, to)).length;
          expect(counts.from - lost).toBe(unbroken);
          const left = [...reasonsBetween(timeline, from, to).values()].reduce((sum, count) => sum + count, 0);
          expect(left).toBe(counts.left);
        }
      }),
    );
  });

  it("is cohorts by what they bought first, which sum to everybody who ever began", () => {
    fc.assert(
      fc.property(people, fc.constantFrom("month" as const, "week" as const), instants, (list, unit, [asOf]) => {
        const { spans, histories } = worldOf(list);
        const bought = ["plan-a", "plan-b"].map((productId) => ({ productId }));
        for (const { set, has } of choices(histories)) {
          const own = spans.filter((span) => span.scope === "paying" && has(span) && span.startsAt <= asOf!);
          const groups = (what: object) =>
            groupSpans(histories, { scope: "paying", people: set, bought: what }, { unit, first: 0, asOf: asOf! });
          const count = (rows: readonly { count: number }[]) => rows.reduce((sum, row) => sum + row.count, 0);
          expect(count(groups({}))).toBe(own.length);
          expect(count(bought.flatMap(groups))).toBe(own.length);
          expect(count(groups({ productId: "plan-z" }))).toBe(0);
          for (const group of groups({})) {
            const same = own.filter(
              (span) =>
                (unit === "month" ? span.cohortMonth : span.cohortWeek) === group.cohort &&
                (unit === "month" ? span.fromMonth : span.fromWeek) === group.from &&
                (unit === "month" ? span.toMonth : span.toWeek) === group.to &&
                span.ordinal > 0 === group.returned,
            );
            expect(group.count).toBe(same.length);
          }
          const buyers = whoBought(histories, { scope: "paying", people: set, bought: { interval: "year" } });
          const ids = new Set(
            spans
              .filter((span) => span.scope === "paying" && has(span) && span.interval === "year")
              .map((s) => s.memberId),
          );
          expect([...buyers.keys()].filter((number) => buyers[number] === 1).map(nameOf)).toEqual([...ids].sort());
        }
      }),
    );
  });

  it("is what MRR is, and how it moved", () => {
    fc.assert(
      fc.property(people, instants, (list, moments) => {
        const { periods, histories } = worldOf(list);
        const [from, to] = [moments[0]!, moments.at(-1)!];
        for (const { set, has } of choices(histories)) {
          const own = periods
            .filter((period) => period.scope === "paying" && has(period))
            .map((period) => ({ ...period, monthlyAmount: period.monthlyAmount ?? 0, currency: period.currency! }));
          const edges = sumMrrEdges(histories, moments, set);
          for (const currency of ["CNY", "EUR"]) {
            for (const [last, t] of moments.entries()) {
              const running = edges.filter((edge) => edge.currency === currency && edge.bucket <= last);
              const expected = rounded(mrrAt(own, t).get(currency) ?? 0);
              expect(rounded(running.reduce((sum, { change }) => sum + change, 0))).toBe(expected);
              const plans = sumPlans(histories, t, set).filter((plan) => plan.currency === currency);
              expect(rounded(plans.reduce((sum, { amount }) => sum + amount, 0))).toBe(expected);
              expect(plans.reduce((sum, plan) => sum + plan.subscriptions, 0)).toBe(
                own.filter((period) => period.currency === currency && runsAt(period, t)).length,
              );
            }
            const between = sumMovements(histories, moments, currency, set);
            expect(between).toHaveLength(moments.length - 1);
            for (const [k, sums] of between.entries()) {
              const {
                start: _start,
                newAmount,
                end: _end,
                ...parts
              } = movements(own, currency, moments[k]!, moments[k + 1]!);
              const expected = { new: newAmount, ...parts };
              for (const kind of Object.keys(expected) as MovementKind[]) {
                const found = sums.find((sum) => sum.kind === kind)?.amount ?? 0;
                expect([kind, rounded(found)]).toEqual([kind, rounded(expected[kind])]);
              }
            }
            const { start } = movements(own, currency, from, to);
            // Happening by happening it comes to the same end.
            const happened = sumHappenings(histories, { from, to }, false, set).filter(
              (row) => row.currency === currency && row.kind !== "monthly",
            );
            const end = start + happened.reduce((sum, { amount }) => sum + amount, 0);
            expect(rounded(end)).toBe(rounded(mrrAt(own, to).get(currency) ?? 0));
          }
        }
      }),
    );
  });

  it("is terms that came due and were renewed, and people who were ever charged", () => {
    fc.assert(
      fc.property(people, hour, (list, when) => {
        const { periods, spans, rows, histories } = worldOf(list);
        const asOf = at(when);
        for (const { set, has } of choices(histories)) {
          const runs = termRuns(periods.filter(has), asOf);
          const expected = runs.map((run) => {
            const first = spans.find((span) => span.scope === "paying" && span.memberId === run.memberId)!;
            return JSON.stringify({ cohort: first.cohortMonth, ...renewalsOf(run, asOf) });
          });
          const groups = groupRenewals(histories, set, { unit: "month", first: 0, asOf });
          const found = groups.flatMap(({ cohort, due, renewed, count }) =>
            Array.from({ length: count }, () => JSON.stringify({ cohort, due, renewed })),
          );
          expect(found.sort()).toEqual(expected.sort());
          const charged = rows.charges.filter(
            (row) => row.currency === "CNY" && row.at < asOf && has({ memberId: nameOf(row.number) }),
          );
          expect(countCharged(histories, "CNY", asOf, set)).toBe(charged.length);
        }
      }),
    );
  });

  it("is nothing of nobody", () => {
    const moments = [at(0), at(1)];
    expect(countSpanEdges(noHistories, moments, null)).toEqual([]);
    expect(countRunning(noHistories, "member", moments, null)).toEqual([0, 0]);
    expect(sumPlans(noHistories, at(0), null)).toEqual([]);
    expect(membersAt(takeCensus([]), at(0)).size).toBe(0);
  });
});
