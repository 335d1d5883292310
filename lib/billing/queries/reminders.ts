import "server-only";
import { and, eq, gt, gte, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import { read } from "@/db/client";
import { grants, orders, products, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { comps, gifts } from "@/db/schema/selling";
import type { PrepaidEnd, RunningTrial } from "../reminders";

const prepaid = ["order", "gift"];

/** Prepaid times that end within a span, except those that something else follows: a renewed pass, a subscription. */
export async function listPrepaidEnds(from: Date, until: Date): Promise<PrepaidEnd[]> {
  const ending = await read()
    .select()
    .from(grants)
    .where(and(inArray(grants.sourceKind, prepaid), gt(grants.endsAt, from), lte(grants.endsAt, until)))
    .limit(5000);
  const ends = new Map<string, PrepaidEnd>();
  for (const { communityId, userId, sourceId, sourceNote, startsAt, endsAt, benefitId } of ending) {
    const key = `${communityId} ${userId}`;
    const known = ends.get(key);
    // What was given back or is disputed has ended for another reason, which its own mail says.
    if (sourceNote !== null || !endsAt || (known && known.endsAt >= endsAt)) continue;
    if (await isFollowed(communityId, userId, benefitId, endsAt)) continue;
    if (!(await isPass(sourceId))) continue;
    ends.set(key, { communityId, userId, sourceId, startsAt, endsAt });
  }
  return [...ends.values()];
}

/** True when the person holds the benefit beyond the moment it ends here, or a subscription waits for just that. */
async function isFollowed(communityId: string, userId: string, benefitId: string, endsAt: Date): Promise<boolean> {
  const [later] = await read()
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(
        eq(grants.communityId, communityId),
        eq(grants.userId, userId),
        eq(grants.benefitId, benefitId),
        or(isNull(grants.endsAt), gt(grants.endsAt, endsAt)),
      ),
    )
    .limit(1);
  return later !== undefined || (await isCarried(communityId, userId, endsAt));
}

/** Days paid in advance can be a subscription's trial: then it goes on by itself. */
async function isCarried(communityId: string, userId: string, endsAt: Date): Promise<boolean> {
  const [waiting] = await read()
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.communityId, communityId),
        eq(subscriptions.userId, userId),
        eq(subscriptions.live, true),
        eq(subscriptions.cancelAtPeriodEnd, false),
        isNotNull(subscriptions.carriedFrom),
        gte(subscriptions.trialEndsAt, endsAt),
      ),
    )
    .limit(1);
  return waiting !== undefined;
}

/** A single text rented for a time is not reminded of: passes are. */
async function isPass(sourceId: string): Promise<boolean> {
  return (await productOf(sourceId))?.kind === "pass";
}

async function productOf(sourceId: string) {
  const [ordered] = await read()
    .select({ name: products.name, kind: products.kind })
    .from(orders)
    .innerJoin(products, eq(products.id, orders.productId))
    .where(eq(orders.id, sourceId))
    .limit(1);
  if (ordered) return ordered;
  const [given] = await read()
    .select({ name: products.name, kind: products.kind })
    .from(gifts)
    .innerJoin(products, eq(products.id, gifts.productId))
    .where(eq(gifts.id, sourceId))
    .limit(1);
  return given ?? null;
}

/** When the last prepaid time of a person in a community ends, for the letter about it; null when something follows. */
export async function findPrepaidEnd(communityId: string, userId: string, sourceId: string) {
  const rows = await read()
    .select({ benefitId: grants.benefitId, endsAt: grants.endsAt, community: communities })
    .from(grants)
    .innerJoin(communities, eq(communities.id, grants.communityId))
    .where(
      and(
        eq(grants.communityId, communityId),
        eq(grants.userId, userId),
        eq(grants.sourceId, sourceId),
        inArray(grants.sourceKind, prepaid),
        isNull(grants.sourceNote),
      ),
    );
  const last = rows.sort((a, b) => (b.endsAt?.getTime() ?? 0) - (a.endsAt?.getTime() ?? 0))[0];
  const product = await productOf(sourceId);
  if (!last?.endsAt || !product || (await isFollowed(communityId, userId, last.benefitId, last.endsAt))) return null;
  const { name, zone, slug } = last.community;
  return { endsAt: last.endsAt, product: product.name, community: { name, zone, slug } };
}

/** Cancelled subscriptions that end within a span. */
export async function listCancelledEnds(from: Date, until: Date) {
  return read()
    .select({
      id: subscriptions.id,
      communityId: subscriptions.communityId,
      userId: subscriptions.userId,
      endsAt: subscriptions.currentPeriodEnd,
    })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.live, true),
        eq(subscriptions.cancelAtPeriodEnd, true),
        gt(subscriptions.currentPeriodEnd, from),
        lte(subscriptions.currentPeriodEnd, until),
      ),
    )
    .limit(5000);
}

/** Trials, with a card and without, that end within a span and go on until then. */
export async function listTrialEnds(from: Date, until: Date): Promise<RunningTrial[]> {
  const [carded, free] = await Promise.all([
    read()
      .select()
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.status, "trialing"),
          eq(subscriptions.cancelAtPeriodEnd, false),
          // Days paid for in advance are no trial: they are reminded of as what they are.
          isNull(subscriptions.carriedFrom),
          gt(subscriptions.trialEndsAt, from),
          lte(subscriptions.trialEndsAt, until),
        ),
      )
      .limit(5000),
    read()
      .select()
      .from(comps)
      .where(and(eq(comps.kind, "trial"), isNull(comps.endedAt), gt(comps.endsAt, from), lte(comps.endsAt, until)))
      .limit(5000),
  ]);
  return [
    ...carded.map(({ id, communityId, userId, startedAt, trialEndsAt }) => ({
      source: { subscription: id },
      communityId,
      userId,
      startsAt: startedAt,
      endsAt: trialEndsAt!,
    })),
    ...free.map(({ id, communityId, userId, startsAt, endsAt }) => ({
      source: { comp: id },
      communityId,
      userId,
      startsAt,
      endsAt: endsAt!,
    })),
  ];
}
