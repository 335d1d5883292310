import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { gifts } from "@/db/schema/selling";
import { booksOf, makePaidCommunity, makePerson } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, heldBy, makeCoupon, makePass } from "@/e2e/support/selling-world";
import { minuteMs, now, withTravellingClock } from "@/lib/platform/clock";
import { redeemGift } from "./commands/gifts";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { giftCode } from "./gift-code";
import { findCustomer } from "./queries/customers";
import { findWaitingGift, listBoughtGifts } from "./queries/gifts";
import { startCheckout } from "./start-checkout";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const iso = (text: string) => day(text).toISOString();
const paymentsOf = async (userId: string) =>
  (await stripe().paymentIntents.list({ customer: (await findCustomer(userId))!.stripeCustomerId })).data;

describe("a gift", () => {
  const gift = { toEmail: "friend@example.org", note: "For you" };

  it("opens nothing to its buyer; its code opens the time once, behind the days its holder has", async () => {
    await withTravellingClock(day("2026-03-01"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      const pass = await makePass(world);
      await buy(world, ada, { priceId: pass.priceId, gift });
      expect(await heldBy(ada)).toEqual([]);
      const [made] = await listBoughtGifts(ada, now());
      const code = made!.code!;
      expect(made).toMatchObject({ state: "waiting", termDays: 30, toEmail: gift.toEmail });
      expect(await findWaitingGift(world.community.id, code, now())).toMatchObject({ from: "Ada", note: "For you" });
      await buy(world, bob, { priceId: pass.priceId });
      travel(day("2026-03-11"));
      const redeem = (userId: string) =>
        transact((tx) => redeemGift(tx, { code: ` ${code.toLowerCase()}`, userId, communityId: world.community.id }));
      await redeem(bob);
      expect((await heldBy(bob)).map(([source, , from, to]) => [source, from, to])).toEqual([
        ["order", iso("2026-03-01"), iso("2026-03-31")],
        ["gift", iso("2026-03-31"), iso("2026-04-30")],
      ]);
      await expect(redeem(ada)).rejects.toThrow("gift-unknown");
      expect((await listBoughtGifts(ada, now()))[0]).toMatchObject({ state: "redeemed", code: null });
    });
  });

  it("makes whoever redeems it a member, and is worth nothing in another community or after a year", async () => {
    await withTravellingClock(day("2026-03-01"), async (travel) => {
      const [world, other] = [await makePaidCommunity("wheels"), await makePaidCommunity("slow-query")];
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      const pass = await makePass(world);
      await buy(world, ada, { priceId: pass.priceId, gift });
      await buy(world, ada, { priceId: pass.priceId, gift: { toEmail: null, note: "" } });
      const codes = (await listBoughtGifts(ada, now())).map(({ code }) => code!);
      const redeem = (code: string, communityId = world.community.id) =>
        transact((tx) => redeemGift(tx, { code, userId: bob, communityId }));
      await expect(redeem(codes[0]!, other.community.id)).rejects.toThrow("gift-unknown");
      await redeem(codes[0]!);
      expect((await booksOf(bob)).members).toEqual([JSON.stringify(["member", iso("2026-03-01"), null])]);
      travel(day("2027-03-01"));
      await expect(redeem(codes[1]!)).rejects.toThrow("gift-unknown");
      expect((await listBoughtGifts(ada, now())).map(({ state }) => state).sort()).toEqual(["redeemed", "void"]);
    });
  });

  it("that was given back grants nothing: not before it is redeemed, and no longer after", async () => {
    await withTravellingClock(day("2026-03-01"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      const pass = await makePass(world);
      await buy(world, ada, { priceId: pass.priceId, gift });
      travel(new Date(now().getTime() + minuteMs));
      await buy(world, ada, { priceId: pass.priceId, gift: { ...gift, note: "Another" } });
      const made = await read().select().from(gifts).orderBy(gifts.createdAt);
      const [first, second] = made.map(({ id }) => giftCode(id));
      const redeem = (code: string) =>
        transact((tx) => redeemGift(tx, { code, userId: bob, communityId: world.community.id }));
      travel(day("2026-03-05"));
      await redeem(first!);
      travel(day("2026-03-10"));
      for (const { id } of await paymentsOf(ada)) await stripe().refunds.create({ payment_intent: id });
      await deliverDirectly();
      expect((await heldBy(bob)).map(([, , from, to]) => [from, to])).toEqual([[iso("2026-03-05"), iso("2026-03-10")]]);
      await expect(redeem(second!)).rejects.toThrow("gift-unknown");
    });
  });

  it("that costs nothing can be given five times a day: a letter goes with it", async () => {
    await withTravellingClock(day("2026-03-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson("Ada");
      const pass = await makePass(world);
      await makeCoupon(world.community.id, { code: "FREE", percentBp: 10_000 });
      const give = (n: number, coupon?: string) =>
        buy(world, ada, { priceId: pass.priceId, coupon, gift: { ...gift, toEmail: `friend${n}@example.org` } });
      for (let n = 0; n < 5; n++) await give(n, "FREE");
      await expect(give(5, "FREE")).rejects.toThrow("gift-free-limit");
      // The same click again is the same gift, and what is paid for is bounded by its price.
      await give(4, "FREE");
      await give(6);
      expect(await listBoughtGifts(ada, now())).toHaveLength(6);
      travel(day("2026-03-02"));
      await give(5, "FREE");
      expect(await listBoughtGifts(ada, now())).toHaveLength(7);
    });
  });

  it("is a pass only", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const start = (priceId: string, to: string | null) =>
      startCheckout({ community: world.community, userId: ada, priceId, gift: { toEmail: to, note: "" } });
    await expect(start(world.small.month, null)).rejects.toThrow("not-giftable");
    await expect(start((await makePass(world)).priceId, "not an address")).rejects.toThrow("bad-email");
  });
});
