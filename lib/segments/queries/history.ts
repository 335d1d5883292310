import "server-only";
import { and, asc, between, desc, eq, gt, inArray, lte } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { activityDays, firstReplies, memberPeriods, memberSpans } from "@/db/schema/analytics";
import { grants, orders, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { riskScores } from "@/db/schema/outreach";
import { comments, posts } from "@/db/schema/posts";
import { arrivals, postReads, presenceDays } from "@/db/schema/sightings";
import { addDays, daysBetween } from "@/lib/platform/calendar";
import type { When } from "../evaluate";
import type { MemberHistory } from "../history";
import { windowOf } from "../windows";

interface Who {
  communityId: string;
  memberId: string;
  userId: string;
}

/** The member of this community with that handle, whether or not they still are one. */
export async function findPerson(communityId: string, handle: string) {
  const [row] = await read()
    .select({ memberId: members.id, userId: users.id, name: users.name, handle: users.handle })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.communityId, communityId), eq(users.handle, handle)));
  return row ?? null;
}

/** Everything a rule may ask of one member, of the last `days` days where it asks for days. */
export async function findHistory(who: Who, { asOf, zone }: When, days: number): Promise<MemberHistory> {
  const window = windowOf(days, asOf, zone);
  const [spans, money, turns, talk, sightings, traits] = await Promise.all([
    findSpans(who),
    findMoney(who),
    findTurns(who),
    findTalk(who, { asOf, ...window }),
    findSightings(who, { asOf, ...window }),
    findTraits(who),
  ]);
  return { ...spans, ...money, turns, ...talk, ...sightings, ...traits };
}

async function findSpans({ communityId, memberId }: Who) {
  const spans = await read()
    .select({ scope: memberSpans.scope, startsAt: memberSpans.startsAt, endsAt: memberSpans.endsAt })
    .from(memberSpans)
    .where(and(eq(memberSpans.communityId, communityId), eq(memberSpans.memberId, memberId)))
    .orderBy(asc(memberSpans.startsAt));
  const { startsAt, endsAt, sourceId, productId, interval } = memberPeriods;
  const paidPeriods = await read()
    .select({ startsAt, endsAt, sourceId, productId, interval })
    .from(memberPeriods)
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        eq(memberPeriods.scope, "paying"),
        eq(memberPeriods.memberId, memberId),
      ),
    );
  const ofScope = (wanted: string) => spans.filter(({ scope }) => scope === wanted);
  return { memberships: ofScope("member"), paying: ofScope("paying"), paidPeriods };
}

async function findMoney({ communityId, userId }: Who) {
  const passes = await read()
    .select({ startsAt: grants.startsAt, endsAt: grants.endsAt, productId: orders.productId })
    .from(grants)
    .innerJoin(orders, eq(orders.id, grants.sourceId))
    .innerJoin(products, eq(products.id, orders.productId))
    .where(
      and(
        eq(grants.communityId, communityId),
        eq(grants.userId, userId),
        eq(grants.sourceKind, "order"),
        eq(products.kind, "pass"),
      ),
    );
  const paid = await read()
    .select({ paidAt: orders.paidAt })
    .from(orders)
    .where(and(eq(orders.communityId, communityId), eq(orders.userId, userId), gt(orders.amount, 0)));
  return { passes, ordersPaidAt: paid.flatMap(({ paidAt }) => paidAt ?? []) };
}

const turnVerbs = [
  "member.role_changed",
  "subscription.past_due",
  "subscription.recovered",
  "trial.started",
  "trial.ended",
];

async function findTurns({ communityId, memberId }: Who): Promise<MemberHistory["turns"]> {
  const rows = await read()
    .select({ verb: journal.verb, at: journal.at, objectId: journal.objectId, detail: journal.detail })
    .from(journal)
    .where(and(eq(journal.communityId, communityId), eq(journal.memberId, memberId), inArray(journal.verb, turnVerbs)));
  return rows.map(({ detail, ...turn }) => ({ ...turn, from: typeof detail.from === "string" ? detail.from : null }));
}

interface Stretch {
  asOf: Date;
  from: Date;
  firstDay: string;
  lastDay: string;
}

async function findTalk({ communityId, memberId }: Who, { asOf, from, firstDay, lastDay }: Stretch) {
  const days = daysBetween(firstDay, addDays(lastDay, 1));
  const activity = await read()
    .select({ day: activityDays.day, kind: activityDays.kind, count: activityDays.count })
    .from(activityDays)
    .where(
      and(
        eq(activityDays.communityId, communityId),
        // Each day by its name: the index begins with it, and one member stands in few of them.
        amongIds(activityDays.day, idList(days)),
        eq(activityDays.memberId, memberId),
      ),
    );
  const { askedAt, repliedAt, removedAt } = firstReplies;
  const questions = await read()
    .select({ askedAt, repliedAt, removedAt })
    .from(firstReplies)
    .where(
      and(
        eq(firstReplies.communityId, communityId),
        eq(firstReplies.askerId, memberId),
        eq(firstReplies.kind, "question"),
      ),
    );
  const posted = await read()
    .select({ topicId: posts.topicId, at: posts.publishedAt })
    .from(posts)
    .where(
      and(eq(posts.communityId, communityId), eq(posts.authorId, memberId), between(posts.publishedAt, from, asOf)),
    );
  const commented = await read()
    .select({ topicId: posts.topicId, at: comments.createdAt })
    .from(comments)
    .innerJoin(posts, eq(posts.id, comments.postId))
    .where(
      and(eq(posts.communityId, communityId), eq(comments.authorId, memberId), between(comments.createdAt, from, asOf)),
    );
  const writings = [...posted.map(({ topicId, at }) => ({ topicId, at: at! })), ...commented];
  return { activity, questions, writings };
}

async function findSightings({ communityId, userId }: Who, { asOf, from, lastDay }: Stretch) {
  const reads = await read()
    .select({ topicId: posts.topicId, at: postReads.firstAt })
    .from(postReads)
    .innerJoin(posts, eq(posts.id, postReads.postId))
    .where(
      and(eq(postReads.communityId, communityId), eq(postReads.userId, userId), between(postReads.firstAt, from, asOf)),
    );
  const presence = await read()
    .select({ day: presenceDays.day })
    .from(presenceDays)
    .where(
      and(eq(presenceDays.communityId, communityId), eq(presenceDays.userId, userId), lte(presenceDays.day, lastDay)),
    )
    .orderBy(desc(presenceDays.day))
    .limit(1);
  const [arrival] = await read()
    .select({ at: arrivals.firstAt, channel: arrivals.firstChannel, source: arrivals.firstSource })
    .from(arrivals)
    .where(and(eq(arrivals.communityId, communityId), eq(arrivals.userId, userId)));
  return { reads, presence: presence.map(({ day }) => day), arrival: arrival ?? null };
}

async function findTraits({ communityId, memberId }: Who) {
  const [person] = await read()
    .select({ role: members.role, locale: users.locale })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.communityId, communityId), eq(members.id, memberId)));
  const [score] = await read()
    .select({ band: riskScores.band })
    .from(riskScores)
    .where(and(eq(riskScores.communityId, communityId), eq(riskScores.memberId, memberId)));
  return { role: person?.role ?? "", locale: person?.locale ?? null, band: score?.band ?? null };
}
