import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { openBody, openSource } from "@/lib/access/bodies";
import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import { listPlanBenefits } from "@/lib/billing/queries/benefits";
import { findBundleWith } from "@/lib/billing/queries/bundles";
import { listPlans } from "@/lib/billing/queries/plans";
import { findSinglePrice } from "@/lib/billing/queries/prices";
import { findTerms } from "@/lib/billing/queries/terms";
import type { Plan } from "@/lib/billing/types";
import { listThreads } from "@/lib/comments/queries";
import { loadCommunity, loadTopics } from "@/lib/communities/loaders";
import { listOwnUpvotes } from "@/lib/reactions/queries";
import { mayEditPost, mayWrite } from "./policy";
import { countWithBenefits } from "./queries/counts";
import { listFeed, listPinned } from "./queries/feed";
import { listStudioPosts } from "./queries/lists";
import { findPost, findPostById, findPostFacts } from "./queries/posts";
import { type PostKind, postKinds } from "./schema";
import { type FeedSort, feedSorts, type Post } from "./types";

export type SearchParams = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
const pageSize = 20;
const commentPageSize = 50;

/** The feed as its address says: sort, type, topic, and where to go on. Unknown values mean the default. */
export async function loadFeed(slug: string, params: SearchParams, only?: { kinds: PostKind[]; unanswered?: boolean }) {
  const { community, viewer } = await loadCommunity(slug);
  const topics = await loadTopics(community.id);
  const sort = feedSorts.find((known) => known === one(params.sort)) ?? ("newest" satisfies FeedSort);
  const type = postKinds.find((known) => known === one(params.type)) ?? null;
  const topic = topics.find((known) => known.slug === one(params.topic)) ?? null;
  const after = one(params.after);
  const { rows, next } = await listFeed(viewer, {
    sort,
    kinds: only?.kinds ?? (type ? [type] : []),
    topicId: topic?.id,
    unanswered: only?.unanswered,
    after,
    limit: pageSize,
  });
  const isStart = !after && !type && !topic && !only;
  const pinned = isStart && sort !== "active" ? await listPinned(viewer) : [];
  const pinnedIds = new Set(pinned.map((row) => row.id));
  return {
    community,
    viewer,
    topics,
    sort,
    type,
    topic,
    after: after ?? null,
    next,
    pinned,
    rows: rows.filter((row) => !pinnedIds.has(row.id)),
  };
}

/** A post's page: its public face for whoever may know of it, its body and talk for whoever may read it. */
export const loadPost = cache(async (communitySlug: string, slug: string, after?: string) => {
  const { community, viewer, post } = await loadPostFace(communitySlug, slug);
  if (!post) notFound();
  const { decision, body } = await openBody(viewer, post);
  const { threads, next } = decision.granted
    ? await listThreads(viewer, post, { after, limit: commentPageSize })
    : { threads: [], next: null };
  const targets = decision.granted
    ? [post.id, ...threads.flatMap(({ root, replies }) => [root.id, ...replies.map((reply) => reply.id)])]
    : [];
  const upvoted = await listOwnUpvotes(viewer.membership?.memberId, targets);
  return { community, viewer, post, decision, body, threads, nextThreads: next, upvoted };
});

/** Only what stands in a page's head: never opens a body. */
export const loadPostFace = cache(async (communitySlug: string, slug: string) => {
  const { community, viewer } = await loadCommunity(communitySlug);
  return { community, viewer, post: await findPost(viewer, decodeSlug(slug)) };
});

function decodeSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

/** The studio: one's own drafts and posts; managers see everybody's. Others do not know it exists. */
export async function loadStudio(slug: string) {
  const { community, viewer } = await requireWriter(slug);
  const everybody = hasRight(viewer, "manager");
  return {
    community,
    viewer,
    posts: await listStudioPosts(community.id, everybody ? null : viewer.membership!.memberId),
  };
}

/** A post with its source, for whoever may edit it. */
export async function loadEditor(slug: string, postId: string) {
  const { community, viewer } = await loadCommunity(slug);
  const facts = /^[0-9a-f-]{36}$/.test(postId) ? await findPostFacts(community.id, postId) : null;
  if (!facts || !mayEditPost(viewer, facts)) notFound();
  const [source, post, single] = await Promise.all([
    openSource(viewer, facts),
    findPostById(viewer, postId),
    findSinglePrice(community.id, postId),
  ]);
  if (source === null || !post) notFound();
  return { community, viewer, post, source, single, topics: await loadTopics(community.id) };
}

/** For the page that starts a tutorial: creators and managers only. */
export async function requireWriter(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "creator")) notFound();
  return { community, viewer, topics: await loadTopics(community.id) };
}

/** For the page that starts a discussion or question; visitors are told how to take part. */
export async function loadTalkForm(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  return { community, viewer, topics: await loadTopics(community.id), mayStart: canStart(viewer) };
}

const canStart = (viewer: Viewer) => mayWrite(viewer, "discussion");

/** Plan names by the benefit they bring, for badges. */
export const loadPlanNames = cache(async (communityId: string): Promise<ReadonlyMap<string, string>> => {
  const benefits = await listPlanBenefits(communityId);
  return new Map(benefits.map(({ id, name }) => [id, name]));
});

/** What opens a post: the cheapest plan on sale that carries its benefit, its single price, and a bundle it is part of. */
export async function loadOffer(viewer: Viewer, post: Post) {
  const [plans, single, terms] = await Promise.all([
    post.benefitId ? listPlans(post.communityId) : [],
    findSinglePrice(post.communityId, post.id),
    findTerms(post.communityId),
  ]);
  const monthly = (plan: Plan) => plan.month?.amount ?? (plan.year ? plan.year.amount / 12 : Number.POSITIVE_INFINITY);
  const [plan] = plans
    .filter(({ benefitIds, month, year }) => benefitIds.includes(post.benefitId!) && (month || year))
    .sort((a, b) => monthly(a) - monthly(b));
  return {
    plan: plan ? { ...plan, opens: await countWithBenefits(viewer, plan.benefitIds) } : null,
    single,
    bundle: single ? await findBundleWith(post.communityId, single.productId) : null,
    refundDays: terms.refundDays,
  };
}

/** The newest questions nobody has answered to the asker's satisfaction, for the side of the feed. */
export async function loadUnanswered(viewer: Viewer) {
  const { rows } = await listFeed(viewer, { sort: "newest", kinds: ["question"], unanswered: true, limit: 4 });
  return rows;
}
