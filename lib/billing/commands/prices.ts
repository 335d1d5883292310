import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { prices } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Interval } from "../billing-period";
import { findProduct } from "../queries/products";

interface NewPrice {
  communityId: string;
  productId: string;
  currency: string;
  amount: number | null;
  interval: Interval | null;
  /** Of what is paid once: its length in days, or its exclusive end. Neither: for good. */
  termDays?: number | null;
  termUntil?: Date | null;
}

/** Stripe takes eight digits. */
const largestPrice = 99_999_999;

/** Puts a price on sale and returns its id; without an amount there is none. Refuses what is not above zero and whole. */
export async function addPrice(tx: Tx, { amount, ...price }: NewPrice): Promise<string | null> {
  if (amount === null) return null;
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > largestPrice) throw new Refusal("bad-price");
  const at = now();
  const id = newId(at.getTime());
  await tx.insert(prices).values({ id, amount, createdAt: at, ...price });
  return id;
}

/**
 * Sets what a plan costs from now on. A changed price is a new row and the old one is archived: who pays it goes on
 * paying it, and a checkout that is open keeps it. `null` stops selling that rhythm.
 */
export async function setPlanPrices(
  tx: Tx,
  change: {
    communityId: string;
    productId: string;
    currency: string;
    monthAmount: number | null;
    yearAmount: number | null;
    actorId: string | null;
  },
): Promise<void> {
  const { communityId, productId, currency } = change;
  const product = await findProduct(communityId, productId);
  if (product?.kind !== "subscription" || product.archivedAt) throw new NotFound();
  const current = await tx
    .select()
    .from(prices)
    .where(and(eq(prices.communityId, communityId), eq(prices.productId, productId), isNull(prices.archivedAt)));
  let changed = false;
  for (const interval of ["month", "year"] as const) {
    const amount = interval === "month" ? change.monthAmount : change.yearAmount;
    const old = current.find((price) => price.interval === interval);
    if ((old?.amount ?? null) === amount && (!old || old.currency === currency)) continue;
    changed = true;
    if (old) await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, old.id));
    await addPrice(tx, { communityId, productId, currency, amount, interval });
  }
  if (!changed) return;
  await record(tx, {
    communityId,
    verb: "product.changed",
    actorId: change.actorId,
    object: { kind: "product", id: productId },
    detail: { what: "prices" },
  });
}
