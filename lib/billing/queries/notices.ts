import "server-only";
import { and, asc, eq, lte } from "drizzle-orm";
import { read } from "@/db/client";
import { notices } from "@/db/schema/accounts";
import { payments, prices, products, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { disputes } from "@/db/schema/ledger";
import { comps, gifts } from "@/db/schema/selling";
import { dayMs } from "@/lib/platform/clock";
import { giftCode } from "../gift-code";
import type { NoticeFacts } from "../notice-letter";
import type { NoticeKind } from "../notices";
import { findPrepaidEnd } from "./reminders";

export type NoticeRow = typeof notices.$inferSelect;

/** Mails that wait, the oldest first. */
export async function listWaiting(at: Date, limit: number): Promise<NoticeRow[]> {
  return read()
    .select()
    .from(notices)
    .where(and(eq(notices.state, "waiting"), lte(notices.at, at)))
    .orderBy(asc(notices.at), asc(notices.key))
    .limit(limit);
}

/** Who a notice goes to, and in which language; null when the person is gone. */
export async function findReceiver(notice: NoticeRow) {
  const [row] = await read()
    .select({ email: users.email, name: users.name, locale: users.locale, communityLocale: communities.locale })
    .from(users)
    .innerJoin(communities, eq(communities.id, notice.communityId))
    .where(eq(users.id, notice.userId))
    .limit(1);
  if (!row) return null;
  const { email, name, locale, communityLocale } = row;
  if (notice.payload.to !== "recipient") return { email, name, locale: locale ?? communityLocale };
  const [gift] = await read()
    .select({ email: gifts.toEmail })
    .from(gifts)
    .where(eq(gifts.id, notice.payload.gift ?? ""))
    .limit(1);
  return gift?.email ? { email: gift.email, name: null, locale: communityLocale } : null;
}

type Facts = Promise<NoticeFacts | null>;

/** What a notice's letter says now; null when there is no longer a reason for it. */
export function findNoticeFacts(notice: NoticeRow): Facts {
  return finders[notice.kind as NoticeKind]?.(notice) ?? Promise.resolve(null);
}

const community = { name: communities.name, zone: communities.zone, slug: communities.slug };

/** A payment's paper, positive or negative. */
async function paper({ kind, communityId, payload }: NoticeRow): Facts {
  const [row] = await read()
    .select({ payment: payments, product: products.name, community })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, payments.communityId))
    .where(and(eq(payments.id, payload.payment ?? ""), eq(payments.communityId, communityId)))
    .limit(1);
  if (!row) return null;
  const { payment, ...names } = row;
  const money = { amount: { amount: Math.abs(payment.amount), currency: payment.currency } };
  const path = `/me/billing/receipts/${payment.id}`;
  return { ...names, form: kind as "receipt" | "refund", path, texts: { number: payment.number }, money };
}

type Subscription = typeof subscriptions.$inferSelect & { graceDays: number };

/** A subscription's letter, with the moment it is about; none when `about` finds no reason any more. */
function ofSubscription(
  about: (
    subscription: Subscription,
    payload: Record<string, string>,
  ) => { date: Date | null; priceId?: string } | null,
) {
  return async ({ kind, communityId, payload }: NoticeRow): Facts => {
    const [row] = await read()
      .select({ subscription: subscriptions, community, graceDays: communities.graceDays })
      .from(subscriptions)
      .innerJoin(communities, eq(communities.id, subscriptions.communityId))
      .where(and(eq(subscriptions.id, payload.subscription ?? ""), eq(subscriptions.communityId, communityId)))
      .limit(1);
    const reason = row && about({ ...row.subscription, graceDays: row.graceDays }, payload);
    if (!row || !reason) return null;
    const [now, before] = await Promise.all([
      findPrice(reason.priceId ?? row.subscription.priceId),
      findPrice(row.subscription.priceId),
    ]);
    if (!now || !before) return null;
    return {
      form: kind as NoticeKind,
      community: row.community,
      product: now.product,
      path: "/me/billing",
      texts: { interval: now.interval ?? "month" },
      money: { amount: now, before },
      date: reason.date,
    };
  };
}

async function findPrice(priceId: string) {
  const [row] = await read()
    .select({ amount: prices.amount, currency: prices.currency, interval: prices.interval, product: products.name })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(eq(prices.id, priceId))
    .limit(1);
  return row ?? null;
}

const isAt = (moment: Date | null, ms: string | undefined) => moment !== null && moment.getTime() === Number(ms);

async function trialEnds(notice: NoticeRow): Facts {
  if (notice.payload.comp) return freeTrialEnds(notice);
  const find = ofSubscription(({ status, trialEndsAt, cancelAtPeriodEnd }, { ends }) =>
    status === "trialing" && !cancelAtPeriodEnd && isAt(trialEndsAt, ends) ? { date: trialEndsAt } : null,
  );
  return find(notice);
}

async function freeTrialEnds(notice: NoticeRow): Facts {
  const found = await findComp(notice);
  if (!found || found.comp.endedAt || !isAt(found.comp.endsAt, notice.payload.ends)) return null;
  const path = `/c/${found.community.slug}/join`;
  return { form: "trial-ends-free", community: found.community, product: found.product, path, date: found.comp.endsAt };
}

async function comp(notice: NoticeRow): Facts {
  const found = await findComp(notice);
  if (!found || found.comp.endedAt) return null;
  const { reason, endsAt } = found.comp;
  return {
    form: "comp",
    community: found.community,
    product: found.product,
    path: `/c/${found.community.slug}`,
    texts: { reason, hasReason: reason ? "yes" : "no", hasEnd: endsAt ? "yes" : "no" },
    date: endsAt,
  };
}

async function findComp({ communityId, payload }: NoticeRow) {
  const [row] = await read()
    .select({ comp: comps, product: products.name, community })
    .from(comps)
    .innerJoin(products, eq(products.id, comps.productId))
    .innerJoin(communities, eq(communities.id, comps.communityId))
    .where(and(eq(comps.id, payload.comp ?? ""), eq(comps.communityId, communityId)))
    .limit(1);
  return row ?? null;
}

/** A renewed pass has moved the end: then the letter about the old one is not sent. */
async function passEnds({ kind, communityId, userId, payload }: NoticeRow): Facts {
  const end = await findPrepaidEnd(communityId, userId, payload.source ?? "");
  if (!end || !isAt(end.endsAt, payload.ends)) return null;
  const path = `/c/${end.community.slug}/join`;
  return { form: kind as "pass-14", community: end.community, product: end.product, path, date: end.endsAt };
}

async function dispute({ kind, communityId, payload }: NoticeRow): Facts {
  const [row] = await read()
    .select({ dispute: disputes, product: products.name, payer: users.name, community })
    .from(disputes)
    .innerJoin(payments, eq(payments.id, disputes.paymentId))
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, disputes.communityId))
    .leftJoin(users, eq(users.id, payments.userId))
    .where(and(eq(disputes.id, payload.dispute ?? ""), eq(disputes.communityId, communityId)))
    .limit(1);
  if (!row) return null;
  const { amount, currency, state, dueAt, paymentId } = row.dispute;
  return {
    form: kind as "dispute-opened" | "dispute-closed",
    community: row.community,
    product: row.product,
    path: `/c/${row.community.slug}/manage/orders/${paymentId}`,
    texts: { name: row.payer ?? "", state, hasDue: dueAt ? "yes" : "no" },
    money: { amount: { amount, currency } },
    date: dueAt,
  };
}

async function findGift({ communityId, payload }: NoticeRow) {
  const [row] = await read()
    .select({ gift: gifts, product: products.name, community })
    .from(gifts)
    .innerJoin(products, eq(products.id, gifts.productId))
    .innerJoin(communities, eq(communities.id, gifts.communityId))
    .where(and(eq(gifts.id, payload.gift ?? ""), eq(gifts.communityId, communityId)))
    .limit(1);
  return row ?? null;
}

async function findName(userId: string | null): Promise<string> {
  if (!userId) return "";
  const [row] = await read().select({ name: users.name }).from(users).where(eq(users.id, userId)).limit(1);
  return row?.name ?? "";
}

/** Only while the code works: a gift that was given back or redeemed meanwhile needs no letter. */
async function giftCodeLetter(notice: NoticeRow): Facts {
  const found = await findGift(notice);
  if (found?.gift.state !== "waiting") return null;
  const { id, note, buyerId, termDays, expiresAt } = found.gift;
  const code = giftCode(id);
  return {
    form: notice.payload.to === "recipient" ? "gift-code-recipient" : "gift-code",
    community: found.community,
    product: found.product,
    path: `/c/${found.community.slug}/gift/redeem?code=${code}`,
    texts: { code, note, hasNote: note ? "yes" : "no", name: await findName(buyerId), days: termDays ?? 0 },
    date: expiresAt,
  };
}

async function giftRedeemed(notice: NoticeRow): Facts {
  const found = await findGift(notice);
  if (found?.gift.state !== "redeemed") return null;
  const texts = { name: await findName(found.gift.redeemedBy) };
  return { form: "gift-redeemed", community: found.community, product: found.product, path: "/me/billing", texts };
}

const finders: Record<NoticeKind, (notice: NoticeRow) => Facts> = {
  receipt: paper,
  refund: paper,
  "payment-failed": ofSubscription(({ status, paymentFailedAt, currentPeriodStart, graceDays }) => {
    const since = paymentFailedAt ?? currentPeriodStart;
    return status === "past_due" ? { date: new Date(since.getTime() + graceDays * dayMs) } : null;
  }),
  recovered: ofSubscription(() => ({ date: null })),
  "ends-soon": ofSubscription(({ live, cancelAtPeriodEnd, currentPeriodEnd }, { ends }) =>
    live && cancelAtPeriodEnd && isAt(currentPeriodEnd, ends) ? { date: currentPeriodEnd } : null,
  ),
  "trial-ends": trialEnds,
  "pass-14": passEnds,
  "pass-3": passEnds,
  "pass-0": passEnds,
  changed: ofSubscription(({ live }) => (live ? { date: null } : null)),
  "pending-change": ofSubscription(({ live, pendingPriceId, pendingAt }) =>
    live && pendingPriceId ? { date: pendingAt, priceId: pendingPriceId } : null,
  ),
  paused: ofSubscription(({ pausedAt, currentPeriodEnd }) => (pausedAt ? { date: currentPeriodEnd } : null)),
  "dispute-opened": dispute,
  "dispute-closed": dispute,
  "gift-code": giftCodeLetter,
  "gift-redeemed": giftRedeemed,
  comp,
  "price-moves": ofSubscription(({ live }, { price, at }) =>
    live && price ? { date: new Date(Number(at)), priceId: price } : null,
  ),
};
