import { eq } from "drizzle-orm";
import { read, transact } from "../../db/client";
import { grants, orders, payments, subscriptions } from "../../db/schema/billing";
import { communities, members } from "../../db/schema/communities";
import { users } from "../../db/schema/identity";
import { journal } from "../../db/schema/journal";
import { createProduct } from "../../lib/billing/commands/products";
import { deliverDirectly } from "../../lib/billing/deliver-directly";
import type { TestCard } from "../../lib/billing/sandbox/charging";
import { payCheckout } from "../../lib/billing/sandbox/checkout";
import { advanceSandbox } from "../../lib/billing/sandbox/clock";
import { startCheckout } from "../../lib/billing/start-checkout";
import { now } from "../../lib/platform/clock";
import { newId } from "../../lib/platform/ids";

/** A community with two plans (the second includes the first) and people who can pay: what payment tests begin with. */
export interface PaidCommunity {
  community: { id: string; slug: string; currency: "CNY" };
  ownerId: string;
  small: { productId: string; benefitId: string; month: string; year: string };
  big: { productId: string; benefitId: string; month: string; year: string };
}

export async function makePerson(name = "Ada"): Promise<string> {
  const id = newId();
  const email = `${name.toLowerCase()}-${id.slice(-6)}@example.org`;
  await transact((tx) =>
    tx.insert(users).values({
      id,
      email,
      emailCanonical: email,
      name,
      handle: id.slice(-12),
      bio: "",
      isOperator: false,
      createdAt: now(),
    }),
  );
  return id;
}

export async function makePaidCommunity(slug = "wheels"): Promise<PaidCommunity> {
  const ownerId = await makePerson("Owner");
  const id = newId();
  const at = now();
  const texts = { name: slug, glyph: "w", promise: "", descriptionMarkdown: "", descriptionHtml: "" };
  const place = { locale: "zh-CN", zone: "Asia/Shanghai", currency: "CNY" };
  return transact(async (tx) => {
    await tx
      .insert(communities)
      .values({ id, slug, ...texts, ...place, publicVersion: 1, createdAt: at, createdBy: ownerId });
    await tx.insert(members).values({ id: newId(), communityId: id, userId: ownerId, role: "owner", joinedAt: at });
    const base = { communityId: id, promise: "", currency: "CNY", actorId: null };
    const small = await createProduct(tx, { ...base, name: "Small", monthAmount: 3900, yearAmount: 39_000 });
    const big = await createProduct(tx, {
      ...base,
      name: "Big",
      monthAmount: 9900,
      yearAmount: 99_000,
      includes: [small.benefitId],
    });
    const prices = (made: typeof small) => ({ ...made, month: made.monthPriceId!, year: made.yearPriceId! });
    return { community: { id, slug, currency: "CNY" }, ownerId, small: prices(small), big: prices(big) };
  });
}

export const sessionIdOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);

/** Goes to the checkout and pays there; no webhook has arrived yet. Returns the session's id. */
export async function payFor(
  { community }: Pick<PaidCommunity, "community">,
  userId: string,
  priceId: string,
  card: TestCard = "4242424242424242",
): Promise<string> {
  const session = sessionIdOf(await startCheckout({ community, userId, priceId }));
  const outcome = await payCheckout(session, card);
  if (outcome.state !== "paid") throw new Error(`the sandbox says ${outcome.state}`);
  return session;
}

export async function subscribeTo(
  world: Pick<PaidCommunity, "community">,
  userId: string,
  priceId: string,
  card?: TestCard,
): Promise<void> {
  await payFor(world, userId, priceId, card);
  await deliverDirectly();
}

/** Lets the sandbox live until `to` and hears of everything. */
export async function liveUntil(to: Date): Promise<void> {
  await advanceSandbox(to);
  await deliverDirectly();
}

/** Everything our books say of a person, without ids that differ from run to run. */
export async function booksOf(userId: string) {
  const [subscriptionRows, paymentRows, grantRows, orderRows, memberRows] = await Promise.all([
    read().select().from(subscriptions).where(eq(subscriptions.userId, userId)),
    read().select().from(payments).where(eq(payments.userId, userId)),
    read().select().from(grants).where(eq(grants.userId, userId)),
    read().select().from(orders).where(eq(orders.userId, userId)),
    read().select().from(members).where(eq(members.userId, userId)),
  ]);
  const memberIds = memberRows.map(({ id }) => id);
  const entries = (await read().select().from(journal)).filter(
    ({ memberId }) => memberId !== null && memberIds.includes(memberId),
  );
  const time = (at: Date | null) => at?.toISOString() ?? null;
  const sorted = <T>(rows: T[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    subscriptions: sorted(
      subscriptionRows.map((row) => [
        row.priceId,
        row.status,
        row.live,
        time(row.currentPeriodEnd),
        row.cancelAtPeriodEnd,
        time(row.endedAt),
      ]),
    ),
    payments: sorted(paymentRows.map((row) => [row.kind, row.amount, row.currency, row.priceId, time(row.at)])),
    grants: sorted(grantRows.map((row) => [row.sourceKind, row.benefitId, time(row.startsAt), time(row.paidUntil)])),
    orders: sorted(orderRows.map((row) => [row.priceId, row.state])),
    members: sorted(memberRows.map((row) => [row.role, time(row.joinedAt), time(row.leftAt)])),
    journal: sorted(
      entries
        .filter(({ verb }) => /^(paying|payment|member)\./.test(verb))
        .map((row) => [row.verb, time(row.at), row.amount, row.detail.monthlyAmount ?? null]),
    ),
  };
}
