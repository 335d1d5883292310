import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { notices } from "@/db/schema/accounts";
import { grants, orders, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { listStoredMails } from "@/lib/platform/mail/mail-folder";
import { makePaidCommunity, makePerson, type PaidCommunity } from "../../e2e/support/billing-world";
import { bookPayment } from "../../e2e/support/booked-payment";
import { freshDatabase } from "../../e2e/support/database";
import { owe, skipWaiting } from "./commands/notices";
import type { Notice } from "./notices";
import { oweReminders, postNotices } from "./post-notices";

let world: PaidCommunity;
let ada: string;
beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  ada = await makePerson("Ada");
});

const receipt = (payment: string, over: Partial<Notice> = {}): Notice => ({
  key: `receipt:${payment}`,
  kind: "receipt",
  communityId: world.community.id,
  userId: ada,
  payload: { payment },
  at: now(),
  ...over,
});
const oweNow = (notice: Notice) => transact((tx) => owe(tx, notice));
const states = async () =>
  Object.fromEntries((await read().select().from(notices)).map(({ key, state }) => [key.split(":")[0], state]));
const subjects = async () => (await listStoredMails()).map(({ subject }) => subject).sort();

describe("a mail that is owed", () => {
  it("is owed once, sent once, and never again", async () => {
    const payment = await bookPayment(world, ada);
    expect(await oweNow(receipt(payment))).toBe(true);
    expect(await oweNow(receipt(payment))).toBe(false);
    expect(await postNotices()).toBe(1);
    expect(await postNotices()).toBe(0);
    expect(await oweNow(receipt(payment))).toBe(false);
    expect(await postNotices()).toBe(0);
    const [mail, ...rest] = await listStoredMails();
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ subject: "收据 W-000001：Small" });
    expect(mail!.to).toMatch(/^ada-/);
    expect(mail!.text).toContain(`/me/billing/receipts/${payment}`);
  });

  it("is kept once although its sender was killed before it could note it", async () => {
    await oweNow(receipt(await bookPayment(world, ada)));
    await postNotices();
    await transact((tx) => tx.update(notices).set({ state: "waiting", sentAt: null }));
    await Promise.all([postNotices(), postNotices()]);
    expect(await subjects()).toHaveLength(1);
    expect(await states()).toEqual({ receipt: "sent" });
  });

  it("belongs to its transaction", async () => {
    const payment = await bookPayment(world, ada);
    const failing = transact(async (tx) => {
      await owe(tx, receipt(payment));
      throw new Error("the sync failed");
    });
    await expect(failing).rejects.toThrow();
    expect(await postNotices()).toBe(0);
  });

  it("is not sent about what happened more than three days ago", async () => {
    const late = new Date(now().getTime() - 3 * dayMs - 1000);
    expect(await oweNow(receipt(await bookPayment(world, ada), { at: late }))).toBe(true);
    expect(await states()).toEqual({ receipt: "skipped" });
    expect(await postNotices()).toBe(0);
  });

  it("is let be when a story of the past was told", async () => {
    await oweNow(receipt(await bookPayment(world, ada)));
    await transact(skipWaiting);
    expect(await postNotices()).toBe(0);
    expect(await states()).toEqual({ receipt: "skipped" });
  });

  it("about what is gone is not sent, and holds nothing else up", async () => {
    await oweNow(receipt("no-such-payment"));
    await oweNow({ ...receipt("x"), key: "comp:x", kind: "comp", payload: { comp: "x" } });
    await oweNow(receipt(await bookPayment(world, ada), { key: "receipt-2" }));
    expect(await postNotices()).toBe(1);
    expect(await states()).toEqual({ receipt: "skipped", comp: "skipped", "receipt-2": "sent" });
  });

  it("about a payment of another community says nothing", async () => {
    const other = await makePaidCommunity("slow-query");
    await oweNow(receipt(await bookPayment(world, ada), { communityId: other.community.id }));
    expect(await postNotices()).toBe(0);
  });
});

/** A prepaid time of a person, as the sync would have written it. */
async function pass(startsAt: Date, endsAt: Date): Promise<void> {
  const { community, small } = world;
  const id = newId();
  const sold = { productId: small.productId, priceId: small.month, amount: 3900, currency: "CNY" };
  await transact(async (tx) => {
    await tx
      .insert(orders)
      .values({ id, communityId: community.id, userId: ada, ...sold, state: "paid", createdAt: startsAt });
    await tx.insert(grants).values({
      id: newId(),
      communityId: community.id,
      userId: ada,
      benefitId: small.benefitId,
      startsAt,
      endsAt,
      paidUntil: endsAt,
      sourceKind: "order",
      sourceId: id,
      createdAt: startsAt,
    });
  });
}

const start = new Date("2026-03-01T10:00:00Z");
const later = (days: number) => new Date(start.getTime() + days * dayMs);

describe("reminders", () => {
  beforeEach(async () => {
    const { products } = await import("@/db/schema/billing");
    await transact((tx) => tx.update(products).set({ kind: "pass" }).where(eq(products.id, world.small.productId)));
  });

  it("of a pass come 14 days before, 3 days before and on the day, however often the job runs", async () => {
    await withTravellingClock(start, async (travel) => {
      await pass(start, later(60));
      for (let hours = 0; hours < 62 * 24; hours += 7) {
        travel(new Date(start.getTime() + hours * 3_600_000));
        await oweReminders();
        await postNotices();
      }
    });
    expect(await subjects()).toHaveLength(3);
    expect(await states()).toEqual({ "pass-14": "sent", "pass-3": "sent", "pass-0": "sent" });
  });

  it("of a pass that was renewed come for the last end only", async () => {
    await withTravellingClock(start, async (travel) => {
      await pass(start, later(30));
      await pass(later(30), later(60));
      travel(later(20));
      expect(await oweReminders()).toBe(0);
      travel(later(46.5));
      expect(await oweReminders()).toBe(1);
    });
  });

  it("of a pass that is renewed between owing and sending are not sent", async () => {
    await withTravellingClock(start, async (travel) => {
      await pass(start, later(30));
      travel(later(17));
      expect(await oweReminders()).toBe(1);
      await pass(later(30), later(60));
      expect(await postNotices()).toBe(0);
      expect(await states()).toEqual({ "pass-14": "skipped" });
    });
  });

  it("of a cancelled subscription come once, and not when it was taken back", async () => {
    const { community, small } = world;
    await withTravellingClock(start, async (travel) => {
      await transact((tx) =>
        tx.insert(subscriptions).values({
          id: newId(),
          communityId: community.id,
          userId: ada,
          productId: small.productId,
          priceId: small.month,
          stripeSubscriptionId: "sub_1",
          status: "active",
          live: true,
          startedAt: start,
          currentPeriodStart: start,
          currentPeriodEnd: later(31),
          cancelAtPeriodEnd: true,
          syncedAt: start,
        }),
      );
      travel(later(27));
      expect(await oweReminders()).toBe(0);
      travel(later(28.5));
      expect(await oweReminders()).toBe(1);
      expect(await oweReminders()).toBe(0);
      await transact((tx) => tx.update(subscriptions).set({ cancelAtPeriodEnd: false }));
      expect(await postNotices()).toBe(0);
    });
  });

  it("speak the language of the person, else that of the community", async () => {
    await transact((tx) => tx.update(communities).set({ locale: "en" }));
    await oweNow(receipt(await bookPayment(world, ada)));
    await postNotices();
    expect(await subjects()).toEqual(["Receipt W-000001: Small"]);
  });
});
