import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { rawQuery, read, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { payments, subscriptions } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { makePaidCommunity, makePerson, type PaidCommunity, payFor } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { cancelAtPeriodEnd, undoCancel } from "@/lib/billing/change-subscription";
import { deliverDirectly } from "@/lib/billing/deliver-directly";
import { findLiveSubscription } from "@/lib/billing/queries/subscriptions";
import { refundPayment } from "@/lib/billing/refund-payment";
import { advanceSandbox } from "@/lib/billing/sandbox/clock";
import { record } from "@/lib/journal/commands";
import type { JournalEntry } from "@/lib/journal/types";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { findLeavers, listLeaving } from "./queries/reasons";
import { reportOf } from "./reasons";

const start = new Date("2026-03-01T08:00:00Z");
const day = (count: number) => new Date(start.getTime() + count * dayMs);
const span = { from: day(-1), to: day(100) };

beforeEach(async () => void (await freshDatabase()));

describe("cancellations in the journal", () => {
  const entry =
    (communityId: string, memberId: string, id: string) =>
    (verb: JournalEntry["verb"], at: Date, detail = {}) =>
      transact((tx) => record(tx, { communityId, verb, memberId, object: { kind: "subscription", id }, at, detail }));

  it("carry their reason, what they were worth, and whether they were taken back", async () => {
    const { id } = await makeCommunity("guild");
    const { memberId } = await makeMember(id);
    const note = entry(id, memberId, "sub-1");
    await note("paying.started", day(0), { monthlyAmount: 3250.5, currency: "CNY" });
    await note("subscription.cancelled", day(5), { reason: "unused" });
    await note("subscription.resumed", day(6));
    await note("paying.changed", day(7), { monthlyAmount: 9900, currency: "CNY" });
    await note("subscription.cancelled", day(8), { reason: null });
    await note("paying.ended", day(30), { reason: "cancellation_requested" });
    await entry(id, memberId, "sub-2")("subscription.cancelled", day(9), { reason: "other" });
    const { cancellations, ends } = await listLeaving(id, span);
    expect(cancellations.map(({ reason, undone, monthly, currency }) => [reason, undone, monthly, currency])).toEqual([
      ["unused", true, 3250.5, "CNY"],
      ["none", false, 9900, "CNY"],
      ["other", false, null, null],
    ]);
    expect(ends.map(({ kind }) => kind)).toEqual(["chosen"]);
    const { people } = await findLeavers([memberId], ["sub-1"]);
    expect(people.get(memberId)?.name).toBe("Member");
  });

  it("are one community's, and those of the time asked about", async () => {
    const [one, other] = [await makeCommunity("one"), await makeCommunity("other")];
    for (const community of [one, other]) {
      const { memberId } = await makeMember(community.id);
      await entry(community.id, memberId, community.slug)("subscription.cancelled", day(5), { reason: "unused" });
      await entry(community.id, memberId, community.slug)("subscription.cancelled", day(200), { reason: "other" });
    }
    const { cancellations } = await listLeaving(one.id, span);
    expect(cancellations.map(({ subscriptionId }) => subscriptionId)).toEqual(["one"]);
  });

  it("are found through their own index", async () => {
    const condition = `community_id = 'x' and at >= 1 and verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended')`;
    if (engine === "postgres") return;
    const plan = await rawQuery<{ detail: string }>(`explain query plan select id from journal where ${condition}`);
    expect(plan.map(({ detail }) => detail).join()).toContain("journal_leaving");
  });
});

describe("through the whole of billing", () => {
  const world = async () => {
    const paid = await makePaidCommunity();
    const people: string[] = [];
    for (const name of ["Ada", "Grace", "Edsger"]) {
      const userId = await makePerson(name);
      await payFor(paid, userId, paid.small.month);
      people.push(userId);
    }
    await deliverDirectly();
    return { paid, people };
  };

  const cancel = async ({ community }: PaidCommunity, userId: string, reason: "unused" | null, comment = "") => {
    const subscription = (await findLiveSubscription(community.id, userId))!;
    await cancelAtPeriodEnd(userId, subscription.id, reason, comment);
    await deliverDirectly();
    return subscription.id;
  };

  it("a click, a click taken back, and one without a reason end up where they belong", () =>
    withTravellingClock(start, async (travel) => {
      const { paid, people } = await world();
      travel(day(3));
      await cancel(paid, people[0]!, "unused", "no evenings left");
      const kept = await cancel(paid, people[1]!, null);
      travel(day(4));
      await undoCancel(people[1]!, kept);
      await deliverDirectly();
      travel(day(40));
      await advanceSandbox(now());
      await deliverDirectly();
      const { id: communityId, currency } = paid.community;
      const facts = await listLeaving(communityId, span);
      const months = ["2026-02", "2026-03", "2026-04", "2026-05"];
      const report = reportOf(facts, { months, zone: "Asia/Shanghai", currency });
      expect(report).toMatchObject({ total: 2, undone: 1 });
      expect(report.reasons.filter(({ count }) => count > 0)).toEqual([
        { reason: "unused", count: 1, undone: 0, share: 0.5, monthly: 3900 },
        { reason: "none", count: 1, undone: 1, share: 0.5, monthly: 0 },
      ]);
      expect(report.ends).toMatchObject({ chosen: 1, failed: 0, refunded: 0 });
      const rows = await read().select({ id: subscriptions.id }).from(subscriptions);
      const leavers = await findLeavers(
        facts.cancellations.map(({ memberId }) => memberId ?? ""),
        rows.map(({ id }) => id),
      );
      expect([...leavers.comments.values()]).toEqual(["no evenings left"]);
      const clicks = await read().select({ verb: journal.verb }).from(journal);
      expect(clicks.filter(({ verb }) => verb === "subscription.cancelled")).toHaveLength(2);
    }));

  it("money given back and a card that stops paying are not taken for clicks", () =>
    withTravellingClock(start, async (travel) => {
      const { paid, people } = await world();
      const { id: communityId, currency } = paid.community;
      const failing = await makePerson("Barbara");
      await payFor(paid, failing, paid.small.month, "4000000000000341");
      await deliverDirectly();
      travel(day(5));
      const [payment] = await read().select().from(payments).where(eq(payments.userId, people[0]!));
      const by = { userId: paid.ownerId, self: false };
      const refund = {
        communityId,
        paymentId: payment!.id,
        amount: payment!.amount,
        reason: "Asked",
        endsAccess: true,
      };
      await refundPayment({ ...refund, by });
      await deliverDirectly();
      travel(day(80));
      await advanceSandbox(now());
      await deliverDirectly();
      const { cancellations, ends } = await listLeaving(communityId, span);
      expect(cancellations).toEqual([]);
      expect(ends.map(({ kind }) => kind).toSorted()).toEqual(["failed", "refunded"]);
      const report = reportOf({ cancellations, ends }, { months: ["2026-03"], zone: "Asia/Shanghai", currency });
      expect(report.ends.refunded).toBe(1);
    }));
});
