import { transact } from "../../db/client";
import { benefits, grants } from "../../db/schema/billing";
import { communities, members } from "../../db/schema/communities";
import type { Membership, PostFacts, Viewer } from "../../lib/access/types";
import type { Role } from "../../lib/members/schema";
import { now } from "../../lib/platform/clock";
import { newId } from "../../lib/platform/ids";
import { renderMarkdown } from "../../lib/platform/markdown/render";
import { createPost } from "../../lib/posts/commands/posts";
import { findPostFacts } from "../../lib/posts/queries/posts";
import { isDivided } from "../../lib/posts/schema";
import { makePerson } from "./billing-world";

/** What tests of posts, talk and search begin with: communities, people in them, and what they wrote. */

/** A community with its owner; `ownerId` is the owner's member id. */
export async function makeCommunity(slug: string): Promise<{ id: string; slug: string; ownerId: string }> {
  const userId = await makePerson("Owner");
  const [id, ownerId] = [newId(), newId()];
  const texts = { name: slug, glyph: "g", promise: "", descriptionMarkdown: "", descriptionHtml: "" };
  const place = { locale: "en", zone: "UTC", currency: "USD" };
  await transact(async (tx) => {
    const times = { publicVersion: 1, createdAt: now(), createdBy: userId };
    await tx.insert(communities).values({ id, slug, ...texts, ...place, ...times });
    await tx.insert(members).values({ id: ownerId, communityId: id, userId, role: "owner", joinedAt: now() });
  });
  return { id, slug, ownerId };
}

export async function makeMember(
  communityId: string,
  { role = "member", userId, leftAt = null }: { role?: Role; userId?: string; leftAt?: Date | null } = {},
): Promise<{ memberId: string; userId: string }> {
  const person = userId ?? (await makePerson("Member"));
  const memberId = newId();
  const times = { joinedAt: now(), leftAt };
  await transact((tx) => tx.insert(members).values({ id: memberId, communityId, userId: person, role, ...times }));
  return { memberId, userId: person };
}

export async function makeBenefit(communityId: string, postId: string | null = null): Promise<string> {
  const id = newId();
  await transact((tx) => tx.insert(benefits).values({ id, communityId, name: "Plan", postId, createdAt: now() }));
  return id;
}

export async function makeGrant(
  communityId: string,
  grant: { userId: string; benefitId: string; startsAt: Date; endsAt: Date | null },
): Promise<void> {
  const source = { sourceKind: "subscription", sourceId: newId() };
  await transact((tx) => tx.insert(grants).values({ id: newId(), communityId, ...source, ...grant, createdAt: now() }));
}

/** A viewer by hand: a visitor unless `membership` or `grants` say otherwise. */
export function viewerIn(communityId: string, facts: Partial<Viewer> = {}): Viewer {
  return { communityId, at: now(), person: null, membership: null, grants: [], pastDue: false, ...facts };
}

export function memberViewer(communityId: string, memberId: string, role: Role = "member"): Viewer {
  const membership: Membership = { memberId, role, joinedAt: now() };
  const person = { userId: memberId, name: "Ada", handle: "ada", isOperator: false, emailVerified: true };
  return viewerIn(communityId, { person, membership });
}

interface Wanted {
  title?: string;
  kind?: PostFacts["kind"];
  audience?: PostFacts["audience"];
  benefitId?: string | null;
  topicId?: string | null;
  state?: "draft" | "published";
}

/** A post through the real command, rendered as the studio would. */
export async function writePost(
  community: { id: string },
  authorId: string,
  markdown: string,
  {
    title = "A post",
    kind = "tutorial",
    audience = "public",
    benefitId = null,
    topicId = null,
    state = "published",
  }: Wanted = {},
): Promise<PostFacts & { revision: number; slug: string }> {
  const rendered = await renderMarkdown(markdown, { paid: isDivided(kind, audience), excerpt: "" });
  const draft = { kind, title, audience, benefitId, topicId, lang: "en", markdown, rendered };
  const made = await transact((tx) => createPost(tx, { ...draft, communityId: community.id, authorId, state }));
  const facts = await findPostFacts(community.id, made.postId);
  if (!facts) throw new Error("the post was not stored");
  return { ...facts, slug: made.slug };
}
