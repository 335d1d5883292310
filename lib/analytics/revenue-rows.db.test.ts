import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import { payments } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { liveUntil, makePaidCommunity, makePerson, type PaidCommunity, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { goldenFigures as golden, goldenAsOf, goldenCommunity, goldenJune } from "@/e2e/support/golden-june";
import { buy, makePass } from "@/e2e/support/selling-world";
import { refundPayment } from "@/lib/billing/refund-payment";
import { wordsFor } from "@/lib/i18n/words";
import { record } from "@/lib/journal/commands";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { figuresBy } from "./definition-figures";
import { catchUp } from "./project-now";
import { oneOffKinds } from "./queries/net-revenue";
import { findRevenueFacts, monthsOf } from "./queries/revenue";
import { listRevenueRows, type RowsAsked, sumRevenueRows } from "./queries/revenue-rows";
import { asOfInstant, type Range, rangeEndingAt } from "./ranges";
import { computeRevenue, type RevenueReport } from "./revenue-report";
import { cursorOf, narrowedBy, type RevenueFigure, revenueColumns, revenueFigures, revenueRow } from "./revenue-rows";
import { inBatchesOf } from "./row-cursor";

const { zone, currency } = goldenCommunity;

async function reportOf(communityId: string, range: Range): Promise<RevenueReport> {
  await catchUp({ id: communityId, zone });
  const facts = await findRevenueFacts({ communityId, currency, range, segment: null });
  return computeRevenue(facts, monthsOf(range), oneOffKinds);
}

const asked = (communityId: string, range: Range, figure: RevenueFigure, at?: string): RowsAsked => ({
  communityId,
  figure,
  segment: null,
  ...narrowedBy(at, range, currency),
});

async function keysInBatchesOf(size: number, one: RowsAsked): Promise<string[]> {
  const keys: string[] = [];
  const rows = inBatchesOf(
    size,
    (wanted) => listRevenueRows(one, wanted),
    (row) => cursorOf(row, one.figure),
  );
  for await (const { key } of rows) keys.push(key);
  return keys;
}

const everyRow = { after: null, limit: 10_000 };

describe("the rows behind the golden June", () => {
  const { id } = goldenCommunity;
  const range = rangeEndingAt("30d", asOfInstant(goldenAsOf, new Date("2026-08-01T00:00:00Z"), zone), zone);

  beforeAll(async () => {
    await freshDatabase();
    await transact(async (tx) => {
      for (const entry of goldenJune()) await record(tx, { communityId: id, ...entry });
    });
    await catchUp({ id, zone });
  });

  it.each([
    ["mrr", 129, golden.mrr.end],
    ["new", 13, golden.movements.new],
    ["reactivation", 3, golden.movements.reactivation],
    ["expansion", 4, golden.movements.expansion],
    ["contraction", 2, golden.movements.contraction],
    ["churn", 7, golden.movements.churn],
    ["lost", 7, 0],
    ["ended", 10, 0],
    ["past-due", golden.pastDue.members, golden.pastDue.mrr],
  ] as const)("%s: %i rows that add up to the figure", async (figure, total, amount) => {
    const one = asked(id, range, figure);
    expect(await sumRevenueRows(one)).toEqual({ total, amount });
    const rows = await listRevenueRows(one, everyRow);
    expect(rows).toHaveLength(total);
    expect(rows.reduce((sum, row) => sum + (row.amount ?? 0) - (row.before ?? 0), 0)).toBe(amount);
  });

  it("come page by page, each once", async () => {
    const one = asked(id, range, "mrr");
    const keys = await keysInBatchesOf(50, one);
    expect(new Set(keys).size).toBe(129);
    expect(keys).toHaveLength(129);
  });

  it("may be those of another month, and hold a cell for every column in both languages", async () => {
    expect(await sumRevenueRows(asked(id, range, "new", "2026-05"))).toEqual({ total: 120, amount: golden.mrr.start });
    for (const figure of revenueFigures) {
      const rows = await listRevenueRows(asked(id, range, figure), everyRow);
      for (const words of [wordsFor("en"), wordsFor("zh-CN")]) {
        const columns = revenueColumns(figure, words);
        const shown = rows.map((row) => revenueRow(figure, row, { words, zone, productNames: new Map() }));
        for (const { cells } of shown) expect(cells).toHaveLength(columns.length);
      }
    }
  });
});

describe("money that went through the shop", () => {
  beforeEach(freshDatabase);

  const inThirtyDays = (world: PaidCommunity) =>
    reportOf(world.community.id, rangeEndingAt("30d", new Date(now().getTime() + 1000), zone));

  it("is the same in net revenue, made of the journal, and in the rows, made of the payments", async () => {
    await withTravellingClock(new Date("2026-03-02T03:00:00Z"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bea] = [await makePerson("Ada"), await makePerson("Bea")];
      await subscribeTo(world, ada, world.small.month);
      await subscribeTo(world, bea, world.big.year);
      travel(new Date("2026-03-04T03:00:00Z"));
      const [charge] = await read().select().from(payments).where(eq(payments.userId, ada));
      const paymentId = charge!.id;
      const request = { communityId: world.community.id, paymentId, amount: 1000, reason: "", endsAccess: false };
      await refundPayment({ ...request, by: { userId: world.ownerId, self: false } });
      const { facts, net } = await inThirtyDays(world);
      expect(net).toEqual([{ currency, charges: 3900 + 99_000, refunds: -1000, net: 101_900 }]);
      const rows = asked(world.community.id, facts.range, "payments");
      expect(await sumRevenueRows(rows)).toEqual({ total: 3, amount: 101_900 });
      const people = (await listRevenueRows(rows, everyRow)).map(({ person, amount }) => [person?.name, amount]);
      expect(people.sort()).toEqual([
        ["Ada", -1000],
        ["Ada", 3900],
        ["Bea", 99_000],
      ]);
    });
  });

  it("keeps passes out of MRR and spreads their price over their months", async () => {
    await withTravellingClock(new Date("2026-03-02T03:00:00Z"), async () => {
      const world = await makePaidCommunity();
      const [ada, bea] = [await makePerson("Ada"), await makePerson("Bea")];
      const pass = await makePass(world, { amount: 9900, days: 90 });
      await subscribeTo(world, ada, world.small.month);
      await buy(world, bea, { priceId: pass.priceId });
      const { facts, passRevenue } = await inThirtyDays(world);
      expect(facts.definition).toMatchObject({ mrr: 3900, to: 1 });
      expect(facts.passes?.live).toMatchObject([{ currency, productId: pass.productId, live: 1 }]);
      expect(facts.passes!.live[0]!.runRate).toBeCloseTo(9900 / ((90 * 12) / 365), 9);
      expect(passRevenue).toEqual([{ currency, amount: 9900, count: 1 }]);
      const { total, amount } = await sumRevenueRows(asked(world.community.id, facts.range, "passes"));
      expect(total).toBe(1);
      expect(amount).toBeCloseTo(facts.passes!.live[0]!.runRate, 9);
    });
  });

  it("keeps passes and single sales out of ARPU, and holds all of it against everybody who was charged", async () => {
    await withTravellingClock(new Date("2026-03-02T03:00:00Z"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bea] = [await makePerson("Ada"), await makePerson("Bea")];
      await subscribeTo(world, ada, world.small.month);
      await subscribeTo(world, bea, world.small.month);
      const pass = await makePass(world, { amount: 29_900, days: 90 });
      for (let nth = 0; nth < 4; nth++) await buy(world, await makePerson(`Cem${nth}`), { priceId: pass.priceId });
      await buy(world, ada, { priceId: pass.priceId });
      travel(new Date("2026-03-05T03:00:00Z"));
      const { facts, observedPerMember } = await inThirtyDays(world);
      expect(facts.definition).toMatchObject({ from: 0, to: 2, planRevenue: 7800 });
      expect(figuresBy("guildhall", facts.definition).perMember).toBe(7800);
      expect(facts.toDate).toEqual({ net: 7800 + 5 * 29_900, people: 6 });
      expect(observedPerMember).toBe((7800 + 5 * 29_900) / 6);
      // Bought at one and the same moment, they are still read one after the other, each once, in any batches.
      for (const figure of ["payments", "mrr", "passes"] as const) {
        const one = asked(world.community.id, facts.range, figure);
        const keys = (await listRevenueRows(one, everyRow)).map(({ key }) => key);
        expect(keys.length).toBe(figure === "payments" ? 7 : figure === "mrr" ? 2 : 5);
        for (const size of [1, 2, 3]) expect(await keysInBatchesOf(size, one)).toEqual(keys);
      }
      const everybody = amongSelected(sql`select id from ${members}`);
      const all = { communityId: world.community.id, currency, range: facts.range, segment: everybody };
      const narrowed = await findRevenueFacts(all);
      expect(narrowed).toMatchObject({ toDate: facts.toDate, definition: facts.definition });
    });
  });

  it("counts no renewal that was given back, from the moment on in which it was", async () => {
    const start = new Date("2026-03-02T03:00:00Z");
    const inDays = (days: number) => new Date(start.getTime() + days * dayMs);
    await withTravellingClock(start, async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson("Ada");
      const { priceId } = await makePass(world, { days: 30 });
      await buy(world, ada, { priceId });
      travel(inDays(31));
      await liveUntil(inDays(31));
      await buy(world, ada, { priceId });
      const bought = (await read().select().from(payments)).find(({ at }) => at >= inDays(31))!;
      travel(inDays(50));
      await liveUntil(inDays(50));
      expect((await inThirtyDays(world)).facts.passes).toMatchObject({ due: 1, renewed: 1 });
      const request = { communityId: world.community.id, paymentId: bought.id, amount: bought.amount, reason: "" };
      await refundPayment({ ...request, endsAccess: true, by: { userId: world.ownerId, self: false } });
      travel(inDays(51));
      expect((await inThirtyDays(world)).facts.passes).toMatchObject({ due: 1, renewed: 0 });
      const before = await reportOf(world.community.id, rangeEndingAt("30d", inDays(49), zone));
      expect(before.facts.passes).toMatchObject({ due: 1, renewed: 1 });
    });
  });

  it("counts a pass as renewed when another is bought within fourteen days, and judges it only then", async () => {
    const start = new Date("2026-03-02T03:00:00Z");
    const inDays = (days: number) => new Date(start.getTime() + days * dayMs);
    await withTravellingClock(start, async (travel) => {
      const world = await makePaidCommunity();
      const people = [await makePerson("Ada"), await makePerson("Bea"), await makePerson("Cem")];
      const { priceId } = await makePass(world, { days: 30 });
      for (const person of people) await buy(world, person, { priceId });
      travel(inDays(40));
      await liveUntil(inDays(40));
      await buy(world, people[0]!, { priceId });
      expect((await inThirtyDays(world)).facts.passes).toMatchObject({ due: 0, renewed: 0 });
      travel(inDays(45));
      await liveUntil(inDays(45));
      await buy(world, people[1]!, { priceId });
      const { facts, passRenewal } = await inThirtyDays(world);
      expect(facts.passes).toMatchObject({ due: 3, renewed: 1 });
      expect(passRenewal).toBeCloseTo(1 / 3);
      const rows = await listRevenueRows(asked(world.community.id, facts.range, "passes-due"), everyRow);
      expect(rows.map(({ person, kind }) => `${person?.name} ${kind}`).sort()).toEqual(["Ada yes", "Bea no", "Cem no"]);
    });
  });
});
