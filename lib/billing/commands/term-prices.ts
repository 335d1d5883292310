import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { prices } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { findProduct } from "../queries/products";
import { addPrice } from "./prices";

interface Actor {
  communityId: string;
  productId: string;
  actorId: string | null;
}

/** What is paid once: how much, and for how long. Neither length nor end: for good. */
export interface TermPrice {
  currency: string;
  /** Minor units. */
  amount: number;
  termDays: number | null;
  /** Exclusive. */
  termUntil: Date | null;
}

/**
 * Sets what a pass, a one-off or a bundle costs from now on. A pass has one price per term; the others have one. The
 * price it takes the place of is archived and stays what it was for whoever has paid it or is about to.
 */
export async function setTermPrice(tx: Tx, { communityId, productId, actorId, ...price }: Actor & TermPrice) {
  const product = await findProduct(communityId, productId);
  if (!product || product.archivedAt || !isPaidOnce(product.kind)) throw new NotFound();
  refuseBadTerm(product.kind, price);
  const onSale = await tx
    .select()
    .from(prices)
    .where(and(eq(prices.communityId, communityId), eq(prices.productId, productId), isNull(prices.archivedAt)));
  const same = onSale.find(
    (old) => old.amount === price.amount && old.currency === price.currency && isFor(old, price),
  );
  if (same) return same.id;
  const replaced = product.kind === "pass" ? onSale.filter((old) => isFor(old, price)) : onSale;
  for (const { id } of replaced) await archive(tx, id);
  const id = await addPrice(tx, { communityId, productId, interval: null, ...price });
  await recordPrices(tx, { communityId, productId, actorId });
  return id;
}

/** Stops selling one of the terms of a pass. */
export async function withdrawPrice(tx: Tx, { priceId, ...actor }: Actor & { priceId: string }): Promise<void> {
  const [price] = await tx
    .select()
    .from(prices)
    .where(
      and(
        eq(prices.communityId, actor.communityId),
        eq(prices.productId, actor.productId),
        eq(prices.id, priceId),
        isNull(prices.archivedAt),
      ),
    );
  const product = await findProduct(actor.communityId, actor.productId);
  if (!price || product?.kind !== "pass") throw new NotFound();
  await archive(tx, price.id);
  await recordPrices(tx, actor);
}

const isPaidOnce = (kind: string) => kind === "pass" || kind === "one_off" || kind === "bundle";

/** A pass is for a time, a bundle for good; a fixed end lies ahead. */
function refuseBadTerm(kind: string, { termDays, termUntil }: TermPrice): void {
  if (termDays !== null && termUntil !== null) throw new Refusal("one-term", { field: "until" });
  if (termUntil && termUntil <= now()) throw new Refusal("past-date", { field: "until" });
  const isForGood = termDays === null && termUntil === null;
  if (kind === "pass" && isForGood) throw new Refusal("term-needed", { field: "days" });
  if (kind === "bundle" && !isForGood) throw new Refusal("invalid", { field: "days" });
}

const isFor = (a: { termDays: number | null; termUntil: Date | null }, b: TermPrice) =>
  a.termDays === b.termDays && a.termUntil?.getTime() === b.termUntil?.getTime();

async function archive(tx: Tx, priceId: string): Promise<void> {
  await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, priceId));
}

async function recordPrices(tx: Tx, { communityId, productId, actorId }: Actor): Promise<void> {
  const object = { kind: "product", id: productId } as const;
  await record(tx, { communityId, verb: "product.changed", actorId, object, detail: { what: "prices" } });
}
