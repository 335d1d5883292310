import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { orders, products } from "@/db/schema/billing";
import { posts } from "@/db/schema/posts";
import { makePaidCommunity, makePerson, type PaidCommunity, sessionIdOf } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, heldBy, makeBundle, makeTutorial, plantPost } from "@/e2e/support/selling-world";
import { anonymousViewer, viewerFor } from "@/lib/access/viewer";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { runReadyJobs } from "@/lib/platform/jobs";
import { setBundleItems } from "./commands/product-contents";
import { addProductPaidOnce } from "./commands/products";
import { followPost, setSinglePrice } from "./commands/single-prices";
import { stripe } from "./gateway";
import { registerBillingJobs } from "./jobs";
import { findBundleWith } from "./queries/bundles";
import { listOwnEntitlements } from "./queries/entitlements";
import { findPostSlug } from "./queries/posts";
import { findPriceOnSale, findSinglePrice } from "./queries/prices";
import { listCatalogue, listOffers } from "./queries/products";
import { startCheckout } from "./start-checkout";

let world: PaidCommunity;
let raft: Awaited<ReturnType<typeof makeTutorial>>;
let bundle: Awaited<ReturnType<typeof makeBundle>>;

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  raft = await makeTutorial(world, "raft", 4900);
  const wal = await makeTutorial(world, "wal", 4900);
  bundle = await makeBundle(world, [raft.productId, wal.productId], 7900);
});

const change = (over: Partial<typeof posts.$inferInsert>) =>
  transact(async (tx) => {
    await tx.update(posts).set(over).where(eq(posts.id, "raft"));
    await followPost(tx, { communityId: world.community.id, postId: "raft", actorId: "nobody" });
  });
const onSale = async () => (await listOffers(world.community.id)).map(({ name }) => name).sort();
const start = (userId: string, priceId: string) => startCheckout({ community: world.community, userId, priceId });

describe("what sells a post that is not public", () => {
  it.each(["draft", "archived", "removed"])(
    "is neither shown nor sold while it is %s, nor a bundle with it",
    async (state) => {
      const ada = await makePerson();
      expect(await onSale()).toEqual(["Big", "Bundle", "Small", "raft", "wal"]);
      await change({ state });
      expect(await onSale()).toEqual(["Big", "Small", "wal"]);
      for (const { priceId } of [raft, bundle]) {
        expect(await findPriceOnSale(world.community.id, priceId)).toBeNull();
        await expect(start(ada, priceId)).rejects.toThrow("plan-gone");
      }
      const [wal] = (await listOffers(world.community.id)).filter(({ name }) => name === "wal");
      expect(await findBundleWith(world.community.id, wal!.id)).toBeNull();
      await change({ state: "published" });
      expect(await onSale()).toEqual(["Big", "Bundle", "Small", "raft", "wal"]);
      expect(await start(ada, bundle.priceId)).toContain("/sandbox/checkout/");
    },
  );

  it("comes on sale when the day of its post comes", async () => {
    const tomorrow = new Date(now().getTime() + dayMs);
    await withTravellingClock(now(), async (travel) => {
      await change({ publishedAt: tomorrow });
      expect(await onSale()).toEqual(["Big", "Small", "wal"]);
      travel(tomorrow);
      expect(await onSale()).toEqual(["Big", "Bundle", "Small", "raft", "wal"]);
    });
  });

  it("stands in the owner's catalogue with the reason, and cannot be put into a bundle", async () => {
    await change({ state: "draft" });
    const catalogue = await listCatalogue(world.community.id);
    expect(catalogue.map(({ name, heldBack }) => [name, heldBack]).sort()).toEqual([
      ["Big", null],
      ["Bundle", "items"],
      ["Small", null],
      ["raft", "post"],
      ["wal", null],
    ]);
    const own = { communityId: world.community.id, actorId: null };
    const term = { currency: "CNY", amount: 100, termDays: null, termUntil: null };
    const other = { ...own, kind: "bundle", name: "Other", promise: "", itemIds: [raft.productId] } as const;
    await expect(transact((tx) => addProductPaidOnce(tx, other, term))).rejects.toThrow("items-needed");
    // What is in one already may stay, and go.
    const items = catalogue.find(({ name }) => name === "Bundle")!.itemIds;
    await transact((tx) => setBundleItems(tx, { ...own, productId: bundle.productId, itemIds: items }));
    expect((await listCatalogue(world.community.id)).find(({ name }) => name === "Bundle")?.itemIds).toHaveLength(2);
    const rest = items.filter((id) => id !== raft.productId);
    await transact((tx) => setBundleItems(tx, { ...own, productId: bundle.productId, itemIds: rest }));
    expect(await onSale()).toEqual(["Big", "Bundle", "Small", "wal"]);
  });

  it("cannot be paid from a page that was open when it was withdrawn", async () => {
    const ada = await makePerson();
    const sessions = [await start(ada, raft.priceId), await start(ada, bundle.priceId)].map(sessionIdOf);
    await change({ state: "removed" });
    const states = (await read().select().from(orders)).map(({ state }) => state);
    expect(states).toEqual(["expired", "expired"]);
    registerBillingJobs();
    await runReadyJobs();
    for (const session of sessions) expect((await stripe().checkout.sessions.retrieve(session)).status).toBe("expired");
  });

  it("leaves whoever paid what they have, under the name they know", async () => {
    const ada = await makePerson();
    await buy(world, ada, { priceId: raft.priceId });
    await change({ state: "draft", title: "A secret name" });
    const { community } = world;
    await transact((tx) => setSinglePrice(tx, { community, postId: "raft", title: "A secret name", amount: 4900 }));
    expect((await heldBy(ada)).map(([, benefit]) => benefit)).toEqual([raft.benefitId]);
    const [held] = await listOwnEntitlements(ada);
    expect([held?.name, held?.what[0]]).toMatchObject(["raft", { name: "raft", post: null }]);
    await change({ state: "published" });
    expect((await findSinglePrice(community.id, "raft"))?.name).toBe("A secret name");
    expect((await listOwnEntitlements(ada))[0]?.what[0]).toMatchObject({ name: "A secret name", post: "raft" });
  });

  it("is known by the draft's name to its owner while nobody has it", async () => {
    const { community } = world;
    await plantPost(community.id, "new", { state: "draft", publishedAt: null });
    const set = (title: string) =>
      transact((tx) => setSinglePrice(tx, { community, postId: "new", title, amount: 100 }));
    await set("First");
    await set("Second");
    const [product] = await read().select().from(products).where(eq(products.postId, "new"));
    expect(product?.name).toBe("Second");
    expect(await onSale()).not.toContain("Second");
  });

  it("has an address for those who may know of the post only", async () => {
    const { community, ownerId } = world;
    const owner = { userId: ownerId, name: "", handle: "", isOperator: false, emailVerified: true };
    const asOwner = await viewerFor(community.id, owner);
    const visitor = anonymousViewer(community.id);
    expect(await findPostSlug(visitor, "raft")).toBe("raft");
    await change({ state: "draft" });
    expect([await findPostSlug(visitor, "raft"), await findPostSlug(asOwner, "raft")]).toEqual([null, "raft"]);
    await change({ state: "published", publishedAt: new Date(now().getTime() + dayMs) });
    expect(await findPostSlug(visitor, "raft")).toBeNull();
  });
});
