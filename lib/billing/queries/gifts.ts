import "server-only";
import { and, desc, eq, gt } from "drizzle-orm";
import { read } from "@/db/client";
import { orders, products } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { gifts } from "@/db/schema/selling";
import { giftCode, giftCodeHash } from "../gift-code";

/** A gift as its buyer sees it. */
export interface BoughtGift {
  id: string;
  orderId: string;
  /** Only while somebody can still use it. */
  code: string | null;
  state: "waiting" | "redeemed" | "void";
  productName: string;
  termDays: number | null;
  toEmail: string | null;
  note: string;
  expiresAt: Date;
  createdAt: Date;
  redeemedAt: Date | null;
  communitySlug: string;
  communityName: string;
  zone: string;
}

const columns = {
  gift: gifts,
  productName: products.name,
  communitySlug: communities.slug,
  communityName: communities.name,
  zone: communities.zone,
};

function giftRows() {
  return read()
    .select(columns)
    .from(gifts)
    .innerJoin(products, eq(products.id, gifts.productId))
    .innerJoin(communities, eq(communities.id, gifts.communityId));
}

type Row = Awaited<ReturnType<typeof giftRows>>[number];

function toBought({ gift, ...names }: Row, at: Date): BoughtGift {
  const { id, orderId, termDays, toEmail, note, expiresAt, createdAt, redeemedAt } = gift;
  const state = gift.state === "waiting" && gift.expiresAt <= at ? "void" : (gift.state as BoughtGift["state"]);
  const code = state === "waiting" ? giftCode(id) : null;
  return { ...names, id, orderId, code, state, termDays, toEmail, note, expiresAt, createdAt, redeemedAt };
}

/** Everything the person has bought for others, the latest first. */
export async function listBoughtGifts(userId: string, at: Date): Promise<BoughtGift[]> {
  const rows = await giftRows().where(eq(gifts.buyerId, userId)).orderBy(desc(gifts.createdAt)).limit(200);
  return rows.map((row) => toBought(row, at));
}

/** The gift of one of the person's own orders, or null. */
export async function findBoughtGift(userId: string, orderId: string, at: Date): Promise<BoughtGift | null> {
  const [row] = await giftRows()
    .where(and(eq(gifts.buyerId, userId), eq(gifts.orderId, orderId)))
    .limit(1);
  return row ? toBought(row, at) : null;
}

/** What a code in somebody's hand brings here, or null for any code that brings nothing: unknown, used, void, expired. */
export async function findWaitingGift(communityId: string, code: string, at: Date) {
  const [row] = await read()
    .select({
      giftId: gifts.id,
      productId: gifts.productId,
      priceId: gifts.priceId,
      productName: products.name,
      promise: products.promise,
      termDays: gifts.termDays,
      note: gifts.note,
      expiresAt: gifts.expiresAt,
      from: users.name,
    })
    .from(gifts)
    .innerJoin(products, eq(products.id, gifts.productId))
    .innerJoin(orders, eq(orders.id, gifts.orderId))
    .innerJoin(users, eq(users.id, gifts.buyerId))
    .where(
      and(
        eq(gifts.communityId, communityId),
        eq(gifts.codeHash, giftCodeHash(code)),
        eq(gifts.state, "waiting"),
        gt(gifts.expiresAt, at),
      ),
    )
    .limit(1);
  return row ?? null;
}
