import { transact } from "../../db/client";
import { activityDays, activityMonths, firstReplies, memberPeriods, memberSpans } from "../../db/schema/analytics";
import { benefits, grants, orders, prices, products } from "../../db/schema/billing";
import { members, topics } from "../../db/schema/communities";
import { users } from "../../db/schema/identity";
import { journal } from "../../db/schema/journal";
import { riskScores } from "../../db/schema/outreach";
import { comments, posts } from "../../db/schema/posts";
import { arrivals, postReads, presenceDays } from "../../db/schema/sightings";
import { unitNumber } from "../../lib/platform/calendar";
import { newId } from "../../lib/platform/ids";
import type { MemberHistory } from "../../lib/segments/history";
import type { Rule } from "../../lib/segments/schema";
import { productIds, storyStart, topicIds } from "./segment-arbitraries";
import { makeCommunity } from "./talk-world";

/** Random histories as rows of the database. */

/** Stores histories as a community of their own; the names of products and topics get its name in front. */
export async function storeHistories(slug: string, histories: MemberHistory[]): Promise<StoredWorld> {
  const community = await makeCommunity(slug);
  const own = (id: string) => `${slug}-${id}`;
  const communityId = community.id;
  const at = new Date(storyStart);
  const author = community.ownerId;
  const post = (id: string, topicId: string | null, authorId: string, publishedAt: Date) => ({
    ...{ id, communityId, authorId, topicId, kind: "discussion", audience: "members", state: "published", slug: id },
    ...{ title: "", excerpt: "", teaserHtml: "", outline: [], lang: "en", readingMinutes: 1, lockedMinutes: 0 },
    ...{ lockedSections: 0, lockedCodeBlocks: 0, revision: 1, pipelineVersion: 1, publishedAt, createdAt: at },
    ...{ updatedAt: at, lastActivityAt: at, commentCount: 0, upvoteCount: 0, hotness: 0 },
  });
  const orderOf = (id: string, product: string) => ({
    ...{ id, communityId, productId: own(product), priceId: own(`price-${product}`), kind: "payment", amount: 100 },
    ...{ currency: "USD", state: "paid", createdAt: at },
  });
  const memberIds = histories.map(() => newId());
  const userIds = histories.map(() => newId());
  await transact(async (tx) => {
    for (const [position, id] of topicIds.entries())
      await tx.insert(topics).values({ id: own(id), communityId, slug: id, name: id, position });
    for (const id of [...topicIds, "none"]) {
      const topicId = id === "none" ? null : own(id);
      await tx.insert(posts).values(post(own(`talk-${id}`), topicId, author, new Date(0)));
    }
    for (const [position, id] of productIds.entries()) {
      const kind = id === "season" ? "pass" : "subscription";
      await tx
        .insert(products)
        .values({ id: own(id), communityId, kind, name: id, promise: "", position, createdAt: at });
      const price = {
        id: own(`price-${id}`),
        communityId,
        productId: own(id),
        currency: "USD",
        amount: 100,
        createdAt: at,
      };
      await tx.insert(prices).values(price);
    }
    await tx.insert(benefits).values({ id: own("texts"), communityId, name: "", createdAt: at });
    for (const [nth, history] of histories.entries()) {
      const memberId = memberIds[nth]!;
      const userId = userIds[nth]!;
      const email = `${userId}@segments.example`;
      const person = { id: userId, email, emailCanonical: email, name: own(String(nth)), handle: userId, bio: "" };
      await tx.insert(users).values({ ...person, locale: history.locale, isOperator: false, createdAt: at });
      await tx.insert(members).values({ id: memberId, communityId, userId, role: history.role, joinedAt: at });
      await storeHistory({ memberId, userId, history });
    }

    async function storeHistory({ memberId, userId, history }: Stored): Promise<void> {
      const who = { communityId, memberId };
      for (const scope of ["member", "paying"] as const) {
        const stretches = scope === "member" ? history.memberships : history.paying;
        for (const [ordinal, stretch] of stretches.entries())
          await tx.insert(memberSpans).values({ ...who, scope, ...stretch, ordinal, ...unused });
      }
      for (const { productId, sourceId, ...period } of history.paidPeriods) {
        const bought = { productId: productId && own(productId), sourceId: `${memberId} ${sourceId}` };
        await tx.insert(memberPeriods).values({ ...who, scope: "paying", ...period, ...bought });
      }
      for (const pass of history.passes) {
        const id = newId();
        await tx.insert(orders).values({ ...orderOf(id, "season"), userId, paidAt: null });
        const source = { sourceKind: "order", sourceId: id, benefitId: own("texts") };
        const { productId: _, ...times } = pass;
        await tx.insert(grants).values({ id, communityId, userId, ...source, ...times, createdAt: at });
      }
      for (const paidAt of history.ordersPaidAt)
        await tx.insert(orders).values({ ...orderOf(newId(), "season"), userId, paidAt });
      for (const { verb, at: turnedAt, objectId, from } of history.turns)
        await tx.insert(journal).values({
          ...{ id: newId(), ...who, at: turnedAt, recordedAt: turnedAt, verb, detail: from ? { from } : {} },
          objectId: objectId && `${memberId} ${objectId}`,
        });
      for (const row of history.activity) await tx.insert(activityDays).values({ ...who, ...row });
      await storeMonths(history.activity, memberId);
      for (const question of history.questions)
        await tx
          .insert(firstReplies)
          .values({ communityId, postId: newId(), kind: "question", askerId: memberId, ...question });
      for (const [nth, { topicId, at: writtenAt }] of history.writings.entries()) {
        const id = newId();
        const topic = topicId && own(topicId);
        if (nth % 2 === 0) await tx.insert(posts).values(post(id, topic, memberId, writtenAt));
        else
          await tx.insert(comments).values({
            ...{ id, communityId, postId: own(`talk-${topicId ?? "none"}`), authorId: memberId, upvoteCount: 0 },
            createdAt: writtenAt,
          });
      }
      for (const { topicId, at: firstAt } of history.reads) {
        const postId = newId();
        await tx.insert(posts).values(post(postId, topicId && own(topicId), author, new Date(0)));
        await tx.insert(postReads).values({ communityId, postId, userId, firstAt, lastAt: firstAt, progress: 100 });
      }
      for (const day of history.presence) await tx.insert(presenceDays).values({ communityId, userId, day, views: 1 });
      if (history.arrival) {
        const { at: firstAt, channel, source } = history.arrival;
        const touch = { firstAt, firstChannel: channel, firstSource: source, firstCampaign: "" };
        const last = { lastAt: firstAt, lastChannel: channel, lastSource: source, lastCampaign: "" };
        await tx.insert(arrivals).values({ communityId, userId, seenAt: firstAt, ...touch, ...last });
      }
      if (history.band) await tx.insert(riskScores).values({ ...who, asOf: at, band: history.band, ...unscored });
    }

    async function storeMonths(activity: MemberHistory["activity"], memberId: string): Promise<void> {
      const months = Map.groupBy(activity, ({ day }) => unitNumber(day.slice(0, 7), "month"));
      for (const [month, rows] of months) {
        const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
        const written = sum(rows.filter(({ kind }) => kind !== "reaction"));
        const counts = { interactions: sum(rows), written, days: new Set(rows.map(({ day }) => day)).size };
        await tx.insert(activityMonths).values({ communityId, memberId, month, ...counts });
      }
    }
  });
  return { communityId, memberIds, userIds };
}

interface Stored {
  memberId: string;
  userId: string;
  history: MemberHistory;
}

export interface StoredWorld {
  communityId: string;
  memberIds: string[];
  userIds: string[];
}

/** Columns of scores that segments do not read. */
const unscored = { points: 0, reasons: [], reasonKeys: "", monthlyAmount: 0, standing: "free" };

/** Columns of spans that segments do not read. */
const unused = { cohortMonth: 0, cohortWeek: 0, fromMonth: 0, toMonth: null, fromWeek: 0, toWeek: null };

/** The rule with the names products and topics have in that community. */
export function ruleIn(slug: string, rule: Rule): Rule {
  if ("all" in rule) return { all: rule.all.map((one) => ruleIn(slug, one)) };
  if ("any" in rule) return { any: rule.any.map((one) => ruleIn(slug, one)) };
  if (rule.field === "plan" || rule.field === "topic") return { ...rule, value: `${slug}-${rule.value}` };
  return rule;
}
