import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { transact } from "@/db/client";
import { posts } from "@/db/schema/posts";
import { makePaidCommunity, makePerson, sessionIdOf, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeBundle, makeCoupon, makePass, makeTutorial } from "@/e2e/support/selling-world";
import { createSession } from "@/lib/identity/commands";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { joinCommunity } from "@/lib/members/commands";
import { now } from "@/lib/platform/clock";
import { createProduct } from "./commands/products";
import { stripe } from "./gateway";
import { loadGiftPage, loadRedeemPage } from "./loaders/gifts";
import { loadJoinPage } from "./loaders/join";
import { loadPlanChange } from "./loaders/plan-change";
import { listBoughtGifts } from "./queries/gifts";
import { startCheckout } from "./start-checkout";

/** The browser's side of a request: what next/headers hands to our code. Nothing of ours is replaced. */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => ({ name, value: browser.cookies.get(name) }) }),
  headers: async () => new Headers({ "accept-language": "en" }),
}));

beforeEach(async () => {
  browser.cookies.clear();
  await freshDatabase();
});

async function enterAs(userId: string) {
  const session = { userId, remember: false, userAgent: "test", address: "127.0.0.1" };
  browser.cookies.set(sessionCookieName(), (await transact((tx) => createSession(tx, session))).token);
}

type JoinPage = Awaited<ReturnType<typeof loadJoinPage>>;
const pricesOn = ({ plans, passes, bundles }: JoinPage) =>
  [...plans, ...passes, ...bundles].flatMap(({ prices }) => prices.map(({ id, quote }) => ({ id, quote })));

describe("the price shown", () => {
  it("is the price charged, for every offer, with a code and with what is owned already", async () => {
    const world = await makePaidCommunity();
    const { community } = world;
    const ada = await makePerson();
    await makePass(world);
    const [raft, lsm] = [await makeTutorial(world, "raft", 1001), await makeTutorial(world, "lsm", 2000)];
    await makeBundle(world, [raft.productId, lsm.productId], 2500);
    await makeCoupon(community.id);
    await buy(world, ada, { priceId: raft.priceId });
    await enterAs(ada);
    for (const per of ["month", "year"]) {
      const page = await loadJoinPage(community.slug, { per, coupon: "half" });
      expect(page.bundles[0]?.items.map(({ name, owned }) => [name, owned]).sort()).toEqual([
        ["lsm", false],
        ["raft", true],
      ]);
      expect(pricesOn(page)).toHaveLength(4);
      for (const { id, quote } of pricesOn(page)) {
        const address = await startCheckout({ community, userId: ada, priceId: id, coupon: "half" });
        const session = await stripe().checkout.sessions.retrieve(sessionIdOf(address));
        expect([id, session.amount_total]).toEqual([id, quote.amount]);
      }
    }
  });

  it("is the list price beside a code that does not exist, with the reason", async () => {
    const world = await makePaidCommunity();
    const page = await loadJoinPage(world.community.slug, { coupon: "NOTHING" });
    expect([page.couponRefusal, page.coupon]).toEqual(["coupon-unknown", null]);
    expect(pricesOn(page).map(({ quote }) => [quote.amount, quote.discountAmount])).toEqual([
      [3900, 0],
      [9900, 0],
    ]);
  });

  it("says that a code is for some of it only", async () => {
    const world = await makePaidCommunity();
    await makeCoupon(world.community.id, { productIds: [world.big.productId] });
    const page = await loadJoinPage(world.community.slug, { coupon: "HALF" });
    expect([page.couponRefusal, page.couponIsPartial]).toEqual([null, true]);
    expect(pricesOn(page).map(({ quote }) => quote.amount)).toEqual([3900, 4950]);
  });

  it("stands in the wished rhythm, in the only one a plan has, and monthly for an unreadable wish", async () => {
    const world = await makePaidCommunity();
    const { community } = world;
    const yearly = { communityId: community.id, name: "Yearly", promise: "", currency: "CNY", actorId: null };
    await transact((tx) => createProduct(tx, { ...yearly, monthAmount: null, yearAmount: 50_000 }));
    const intervals = async (per: string | string[]) =>
      (await loadJoinPage(community.slug, { per })).plans.map(({ prices }) => prices[0]?.interval);
    expect(await intervals("year")).toEqual(["year", "year", "year"]);
    for (const wish of ["month", "fortnight", ["year", "month"]])
      expect(await intervals(wish)).toEqual(["month", "month", "year"]);
  });
});

describe("a post that is not public", () => {
  it("is not named on the page by any link to its price, nor in a bundle", async () => {
    const world = await makePaidCommunity();
    const [raft, lsm] = [await makeTutorial(world, "raft", 1001), await makeTutorial(world, "lsm", 2000)];
    await makeBundle(world, [raft.productId, lsm.productId], 2500);
    const page = () => loadJoinPage(world.community.slug, { price: raft.priceId });
    expect([(await page()).single?.name, (await page()).bundles.length]).toEqual(["raft", 1]);
    await transact((tx) => tx.update(posts).set({ state: "removed" }).where(eq(posts.id, "raft")));
    const after = await page();
    expect([after.single, after.bundles]).toEqual([null, []]);
    expect(JSON.stringify(after.plans)).not.toContain("raft");
  });
});

describe("with a visitor's eyes", () => {
  it("whoever runs the community sees the page as nobody in particular; others ask in vain", async () => {
    const world = await makePaidCommunity();
    const { community } = world;
    const ada = await makePerson();
    await transact((tx) => joinCommunity(tx, { communityId: community.id, userId: ada, reason: "free" }));
    await enterAs(world.ownerId);
    const preview = await loadJoinPage(community.slug, { as: "visitor" });
    expect([preview.isPreview, preview.viewer.person, preview.viewer.membership]).toEqual([true, null, null]);
    expect(preview.frameViewer.membership?.role).toBe("owner");
    await enterAs(ada);
    const page = await loadJoinPage(community.slug, { as: "visitor" });
    expect([page.isPreview, page.mayPreview, page.viewer.person?.userId]).toEqual([false, false, ada]);
  });
});

describe("before a plan changes", () => {
  it("the charge of an upgrade is named, and the day of a smaller plan", async () => {
    const world = await makePaidCommunity();
    const { community, small, big } = world;
    const ada = await makePerson();
    await subscribeTo(world, ada, small.month);
    await enterAs(ada);
    const up = await loadPlanChange(community.slug, big.month);
    expect(up.preview).toMatchObject({ when: "now", amount: 6000 });
    const year = await loadPlanChange(community.slug, small.year);
    expect(year.preview).toMatchObject({ when: "now", amount: 39_000 - 3900 });
    await expect(loadPlanChange(community.slug, small.month)).rejects.toThrow("404");
    await expect(loadPlanChange(community.slug, "no-such-price")).rejects.toThrow("404");
    await enterAs(world.ownerId);
    await expect(loadPlanChange(community.slug, big.month)).rejects.toThrow("404");
  });
});

describe("gifts", () => {
  it("are the passes on sale, at the price a gift is charged", async () => {
    const world = await makePaidCommunity();
    await makePass(world);
    const page = await loadGiftPage(world.community.slug, { price: ["a", "b"] });
    expect(page.gifts.map(({ product, price }) => [product.name, price.quote.amount])).toEqual([["Pass", 9900]]);
  });

  it("tell nothing about a code that opens nothing", async () => {
    const world = await makePaidCommunity();
    for (const code of ["", "NOT-A-CODE", "x".repeat(300)])
      expect((await loadRedeemPage(world.community.slug, { code })).gift).toBeNull();
  });

  it("are looked up by code as often as codes are redeemed, and then not at all for a while", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const pass = await makePass(world);
    await buy(world, ada, { priceId: pass.priceId, gift: { toEmail: null, note: "" } });
    const [gift] = await listBoughtGifts(ada, now());
    const look = (code: string) => loadRedeemPage(world.community.slug, { code });
    expect((await look(gift!.code!)).gift).not.toBeNull();
    for (let n = 0; n < 19; n++) expect((await look(`WRONG-${n}`)).waitMinutes).toBeNull();
    const refused = await look(gift!.code!);
    expect(refused.gift).toBeNull();
    expect(refused.waitMinutes).toBeGreaterThan(0);
    expect((await look("")).waitMinutes).toBeNull();
  });
});
