import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { prices } from "@/db/schema/billing";
import { journal } from "@/db/schema/journal";
import { makePaidCommunity } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { setPlanPrices } from "./commands/prices";
import { setSinglePrice } from "./commands/single-prices";
import { findSinglePrice } from "./queries/prices";

beforeEach(freshDatabase);

const storyOf = async (productId: string) =>
  (await read().select().from(journal).where(eq(journal.objectId, productId)).orderBy(asc(journal.recordedAt))).map(
    ({ verb, detail }) => [verb, detail.what ?? null],
  );

it("a plan's new prices are one change in the journal, and the same prices again are none", async () => {
  const { community, small } = await makePaidCommunity();
  const change = { communityId: community.id, productId: small.productId, currency: "CNY", actorId: null };
  const set = (monthAmount: number | null, yearAmount: number | null) =>
    transact((tx) => setPlanPrices(tx, { ...change, monthAmount, yearAmount }));
  await set(3900, 39_000);
  await set(4900, null);
  await set(4900, null);
  expect(await storyOf(small.productId)).toEqual([
    ["product.created", null],
    ["product.changed", "prices"],
  ]);
  const kept = await read().select().from(prices).where(eq(prices.productId, small.productId));
  expect(kept.filter(({ archivedAt }) => archivedAt === null).map(({ amount }) => amount)).toEqual([4900]);
});

it("a price no card can be charged is refused", async () => {
  const { community, small } = await makePaidCommunity();
  const change = { communityId: community.id, productId: small.productId, currency: "CNY", actorId: null };
  for (const monthAmount of [0, -1, 0.5, 100_000_000])
    await expect(transact((tx) => setPlanPrices(tx, { ...change, monthAmount, yearAmount: null }))).rejects.toThrow(
      "bad-price",
    );
});

it("a text sold singly is sold under its present name, and each change of its price stands in the journal", async () => {
  const { community } = await makePaidCommunity();
  const set = (title: string, amount: number | null) =>
    transact((tx) => setSinglePrice(tx, { community, postId: "post-1", title, amount }));
  await set("Raft", 990);
  const sold = await findSinglePrice(community.id, "post-1");
  await set("Raft, in full", 990);
  expect((await findSinglePrice(community.id, "post-1"))?.name).toBe("Raft, in full");
  await set("Raft, in full", 1290);
  await set("Raft, in full", 1290);
  await set("Raft, in full", null);
  expect(await findSinglePrice(community.id, "post-1")).toBeNull();
  await set("Raft, in full", null);
  expect(await storyOf(sold!.productId)).toEqual([
    ["product.created", null],
    ["product.changed", "name"],
    ["product.changed", "prices"],
    ["product.changed", "prices"],
  ]);
});
