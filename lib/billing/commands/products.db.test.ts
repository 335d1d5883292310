import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { journal } from "@/db/schema/journal";
import { jobs } from "@/db/schema/platform";
import { makePaidCommunity, makePerson, type PaidCommunity, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { dayMs, now } from "@/lib/platform/clock";
import { listBenefits } from "../queries/benefits";
import { listPlans } from "../queries/plans";
import { listPriceHistory } from "../queries/price-history";
import { findCatalogProduct, listCatalogue, listOffers } from "../queries/products";
import { changeBenefit, createBenefit, setBenefitOffered } from "./benefits";
import { setPlanPrices } from "./prices";
import { setBundleItems, setProductBenefits } from "./product-contents";
import { addProduct, addProductPaidOnce, archiveProduct, changeProduct, moveProduct, restoreProduct } from "./products";
import { setTermPrice, type TermPrice, withdrawPrice } from "./term-prices";

let world: PaidCommunity;
let actor: { communityId: string; actorId: null };

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  actor = { communityId: world.community.id, actorId: null };
});

const cost = (amount: number, term: Partial<TermPrice> = {}): TermPrice => ({
  currency: "CNY",
  amount,
  termDays: null,
  termUntil: null,
  ...term,
});
const offers = () => listOffers(world.community.id);
const named = async (name: string) => (await listCatalogue(world.community.id)).find((each) => each.name === name)!;

const makePass = (name = "90 days") =>
  transact((tx) =>
    addProductPaidOnce(
      tx,
      { ...actor, kind: "pass", name, promise: "", benefitIds: [world.small.benefitId] },
      cost(9900, { termDays: 90 }),
    ),
  );
const makeItem = (name: string, amount = 2900) =>
  transact((tx) =>
    addProductPaidOnce(tx, { ...actor, kind: "one_off", name, promise: "", ownBenefit: true }, cost(amount)),
  );

describe("the catalogue", () => {
  it("holds products of every kind with their prices, benefits and items", async () => {
    await transact((tx) => addProduct(tx, { ...actor, kind: "free", name: "Observer", promise: "Look around" }));
    await makePass();
    const [report, book] = [await makeItem("Report"), await makeItem("Book", 4900)];
    const bundle = { ...actor, kind: "bundle", name: "Both", promise: "", itemIds: [book, report] } as const;
    await transact((tx) => addProductPaidOnce(tx, bundle, cost(6900)));
    const rows = (await offers()).map(({ name, kind, prices, benefitIds, itemIds }) => [
      name,
      kind,
      prices.map(({ amount, interval, termDays }) => [amount, interval, termDays]),
      benefitIds.length,
      itemIds.length,
    ]);
    expect(rows).toEqual([
      [
        "Small",
        "subscription",
        [
          [3900, "month", null],
          [39_000, "year", null],
        ],
        1,
        0,
      ],
      [
        "Big",
        "subscription",
        [
          [9900, "month", null],
          [99_000, "year", null],
        ],
        2,
        0,
      ],
      ["Observer", "free", [], 0, 0],
      ["90 days", "pass", [[9900, null, 90]], 1, 0],
      ["Report", "one_off", [[2900, null, null]], 1, 0],
      ["Book", "one_off", [[4900, null, null]], 1, 0],
      ["Both", "bundle", [[6900, null, null]], 0, 2],
    ]);
  });

  it("has one free plan, on sale or not", async () => {
    const free = { ...actor, kind: "free", name: "Observer", promise: "" } as const;
    const { productId } = await transact((tx) => addProduct(tx, free));
    await expect(transact((tx) => addProduct(tx, free))).rejects.toThrow("free-plan-exists");
    await transact((tx) => archiveProduct(tx, { ...actor, productId }));
    await expect(transact((tx) => addProduct(tx, free))).rejects.toThrow("free-plan-exists");
    await transact((tx) => restoreProduct(tx, { ...actor, productId }));
    expect((await named("Observer")).archivedAt).toBeNull();
  });

  it("refuses what would open nothing", async () => {
    const empty = { ...actor, name: "Nothing", promise: "" };
    await expect(transact((tx) => addProduct(tx, { ...empty, kind: "pass" }))).rejects.toThrow("benefit-needed");
    await expect(transact((tx) => addProduct(tx, { ...empty, kind: "bundle" }))).rejects.toThrow("items-needed");
    const ofOthers = { ...empty, kind: "bundle", itemIds: [world.small.productId] } as const;
    await expect(transact((tx) => addProduct(tx, ofOthers))).rejects.toThrow("items-needed");
  });

  it("takes benefits and items of its own community only", async () => {
    const other = await makePaidCommunity("elsewhere");
    const foreign = [other.small.benefitId];
    await expect(
      transact((tx) => addProduct(tx, { ...actor, kind: "pass", name: "x", promise: "", benefitIds: foreign })),
    ).rejects.toThrow("benefit-needed");
    const own = { ...actor, productId: world.big.productId };
    await transact((tx) => setProductBenefits(tx, { ...own, benefitIds: [...foreign, world.small.benefitId] }));
    expect((await named("Big")).benefitIds).toEqual([world.small.benefitId]);
    const theirs = { ...actor, productId: other.small.productId };
    await expect(transact((tx) => changeProduct(tx, { ...theirs, name: "Mine" }))).rejects.toThrow("gone");
    await expect(transact((tx) => archiveProduct(tx, theirs))).rejects.toThrow("gone");
    await expect(transact((tx) => moveProduct(tx, { ...theirs, direction: "up" }))).rejects.toThrow("gone");
    expect(await findCatalogProduct(world.community.id, other.small.productId)).toBeNull();
  });

  it("moves a product among its kind, and leaves it at the ends", async () => {
    await transact((tx) => addProduct(tx, { ...actor, kind: "free", name: "Observer", promise: "" }));
    await makePass();
    const free = { ...actor, productId: (await named("Observer")).id };
    const order = async () => (await offers()).filter(({ kind }) => kind !== "pass").map(({ name }) => name);
    await transact((tx) => moveProduct(tx, { ...free, direction: "up" }));
    expect(await order()).toEqual(["Small", "Observer", "Big"]);
    await transact((tx) => moveProduct(tx, { ...free, direction: "up" }));
    await transact((tx) => moveProduct(tx, { ...free, direction: "up" }));
    expect(await order()).toEqual(["Observer", "Small", "Big"]);
    expect((await listPlans(world.community.id)).map(({ name }) => name)).toEqual(["Small", "Big"]);
  });

  it("recommends one card of a row", async () => {
    for (const { productId } of [world.small, world.big])
      await transact((tx) => changeProduct(tx, { ...actor, productId, featured: true }));
    expect((await offers()).map(({ featured }) => featured)).toEqual([false, true]);
  });

  it("writes each change to the journal", async () => {
    const productId = await makePass();
    await transact((tx) => changeProduct(tx, { ...actor, productId, name: "Quarter" }));
    await transact((tx) => archiveProduct(tx, { ...actor, productId }));
    await transact((tx) => restoreProduct(tx, { ...actor, productId }));
    const entries = await read().select().from(journal).where(eq(journal.objectId, productId));
    expect(entries.map(({ verb }) => verb).toSorted()).toEqual([
      "product.archived",
      "product.changed",
      "product.changed",
      "product.changed",
      "product.created",
    ]);
  });
});

describe("a price", () => {
  it("is replaced by a new row, and the old one keeps its payers", async () => {
    const ada = await makePerson();
    await subscribeTo(world, ada, world.small.month);
    const dearer = { ...actor, productId: world.small.productId, currency: "CNY", monthAmount: 4900, yearAmount: null };
    await transact((tx) => setPlanPrices(tx, dearer));
    const history = await listPriceHistory(world.community.id, world.small.productId);
    expect(
      history
        .map(({ amount, interval, archivedAt, subscribers }) => [amount, interval, archivedAt === null, subscribers])
        .sort(),
    ).toEqual([
      [3900, "month", false, 1],
      [39_000, "year", false, 0],
      [4900, "month", true, 0],
    ]);
  });

  it("of a pass is one per term", async () => {
    const productId = await makePass();
    const own = { ...actor, productId };
    const prices = async () => (await named("90 days")).prices.map(({ amount, termDays }) => [amount, termDays]);
    await transact((tx) => setTermPrice(tx, { ...own, ...cost(4500, { termDays: 30 }) }));
    await transact((tx) => setTermPrice(tx, { ...own, ...cost(10_900, { termDays: 90 }) }));
    const same = await transact((tx) => setTermPrice(tx, { ...own, ...cost(10_900, { termDays: 90 }) }));
    expect(await prices()).toEqual([
      [4500, 30],
      [10_900, 90],
    ]);
    await transact((tx) => withdrawPrice(tx, { ...own, priceId: same! }));
    expect(await prices()).toEqual([[4500, 30]]);
    await expect(transact((tx) => withdrawPrice(tx, { ...own, priceId: same! }))).rejects.toThrow("gone");
    expect(await listPriceHistory(world.community.id, productId)).toHaveLength(3);
  });

  it("of a single item is one, for good or for a time", async () => {
    const productId = await makeItem("Report");
    await transact((tx) => setTermPrice(tx, { ...actor, productId, ...cost(1900, { termDays: 30 }) }));
    expect((await named("Report")).prices.map(({ amount, termDays }) => [amount, termDays])).toEqual([[1900, 30]]);
  });

  it.each([
    ["a pass for good", {}, "term-needed"],
    ["a pass that is over already", { termUntil: new Date(now().getTime() - dayMs) }, "past-date"],
    ["two ends", { termDays: 30, termUntil: new Date(now().getTime() + dayMs) }, "one-term"],
  ])("refuses %s", async (_, term, code) => {
    const productId = await makePass();
    await expect(transact((tx) => setTermPrice(tx, { ...actor, productId, ...cost(100, term) }))).rejects.toThrow(code);
  });

  it("is not set for a plan or the free plan this way, nor for what is off sale", async () => {
    const productId = await makePass();
    await transact((tx) => archiveProduct(tx, { ...actor, productId }));
    for (const id of [productId, world.small.productId])
      await expect(
        transact((tx) => setTermPrice(tx, { ...actor, productId: id, ...cost(100, { termDays: 3 }) })),
      ).rejects.toThrow("gone");
  });

  it.each([0, -100, 1.5])("is never %d", async (amount) => {
    await expect(makeItem("Report", amount)).rejects.toThrow("bad-price");
    expect(await offers()).toHaveLength(2);
  });
});

describe("what a product opens", () => {
  it("changes for whoever has it: each payer is looked at again", async () => {
    const ada = await makePerson();
    await subscribeTo(world, ada, world.small.month);
    await transact((tx) => tx.delete(jobs));
    const extra = await transact((tx) => createBenefit(tx, { ...actor, name: "Recordings", description: "" }));
    const own = { ...actor, productId: world.small.productId };
    await transact((tx) => setProductBenefits(tx, { ...own, benefitIds: [world.small.benefitId, extra] }));
    expect((await named("Small")).benefitIds.toSorted()).toEqual([world.small.benefitId, extra].toSorted());
    const waiting = await read().select().from(jobs);
    expect(waiting.map(({ kind }) => kind)).toEqual(["billing.sync-customer"]);
  });

  it("is never nothing", async () => {
    const own = { ...actor, productId: world.small.productId };
    await expect(transact((tx) => setProductBenefits(tx, { ...own, benefitIds: [] }))).rejects.toThrow(
      "benefit-needed",
    );
  });

  it("keeps an archived benefit it carries, and cannot newly take one", async () => {
    const benefitId = world.small.benefitId;
    await transact((tx) => setBenefitOffered(tx, { ...actor, benefitId, offered: false }));
    const own = { ...actor, productId: world.small.productId };
    await transact((tx) => setProductBenefits(tx, { ...own, benefitIds: [benefitId] }));
    expect((await named("Small")).benefitIds).toEqual([benefitId]);
    const pass = { ...actor, kind: "pass", name: "New", promise: "", benefitIds: [benefitId] } as const;
    await expect(transact((tx) => addProduct(tx, pass))).rejects.toThrow("benefit-needed");
  });

  it("of a bundle are single items, of which some may be off sale meanwhile", async () => {
    const [report, book] = [await makeItem("Report"), await makeItem("Book")];
    const bundle = { ...actor, kind: "bundle", name: "Both", promise: "", itemIds: [report] } as const;
    const productId = await transact((tx) => addProductPaidOnce(tx, bundle, cost(4900)));
    await transact((tx) => archiveProduct(tx, { ...actor, productId: report }));
    await transact((tx) => setBundleItems(tx, { ...actor, productId, itemIds: [report, book, world.big.productId] }));
    expect((await named("Both")).itemIds.toSorted()).toEqual([report, book].toSorted());
    await expect(transact((tx) => setBundleItems(tx, { ...actor, productId, itemIds: [] }))).rejects.toThrow(
      "items-needed",
    );
  });
});

describe("a benefit", () => {
  it("is renamed everywhere, and no two on offer have one name", async () => {
    const make = (name: string) => transact((tx) => createBenefit(tx, { ...actor, name, description: "" }));
    const benefitId = await make("Recordings");
    await expect(make("Recordings")).rejects.toThrow("benefit-taken");
    await transact((tx) => changeBenefit(tx, { ...actor, benefitId, name: "Videos", description: "All of them" }));
    const rows = await listBenefits(world.community.id);
    expect(rows.map(({ name, products }) => [name, products])).toEqual([
      ["Small", ["Small", "Big"]],
      ["Big", ["Big"]],
      ["Videos", []],
    ]);
    await expect(
      transact((tx) => changeBenefit(tx, { ...actor, benefitId, name: "Small", description: "" })),
    ).rejects.toThrow("benefit-taken");
  });

  it("of another community does not exist", async () => {
    const other = await makePaidCommunity("elsewhere");
    const theirs = { ...actor, benefitId: other.small.benefitId };
    await expect(transact((tx) => setBenefitOffered(tx, { ...theirs, offered: false }))).rejects.toThrow("gone");
  });
});
