import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { currentViewer } from "@/lib/access/loaders";
import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import { anonymousViewer } from "@/lib/access/viewer";
import { listPlans } from "@/lib/billing/queries/plans";
import { findPlanName } from "@/lib/billing/queries/standings";
import { hasNoUsers } from "@/lib/identity/queries";
import { countActive, countJoined, countMembers, findOwner } from "@/lib/members/queries";
import type { Role } from "@/lib/members/schema";
import { dayMs } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { countPublished, countPublishedSince, countQuestions } from "@/lib/posts/queries/counts";
import { listFeed } from "@/lib/posts/queries/feed";
import { listAddresses, listOpenSamples } from "@/lib/posts/queries/lists";
import {
  findCommunityBySlug,
  findDescriptionMarkdown,
  listCommunities,
  listDirectory,
  listMemberships,
  listTopics,
} from "./queries";
import type { Community, Proof } from "./types";

/** The community of an address and who is asking there. Unknown addresses answer 404. */
export const loadCommunity = cache(async (slug: string): Promise<{ community: Community; viewer: Viewer }> => {
  const community = await findCommunityBySlug(slug);
  if (!community) notFound();
  return { community, viewer: await currentViewer(community.id) };
});

export const loadTopics = cache(listTopics);

/** The communities of whoever is signed in, for the switcher. */
export const loadOwnCommunities = cache(listMemberships);

/** The plans on sale. */
export const loadPlans = cache(listPlans);

/** The name of the plan somebody pays for here. */
export const loadPlanName = cache(findPlanName);

const proofDays = 30;

/**
 * The public home: what the community says of itself and what is true of it. The numbers count only what this viewer
 * could find, so that a total says nothing about what is hidden from them.
 */
export async function loadHome(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  const [proof, samples, plans, owner] = await Promise.all([
    loadProof(viewer),
    listOpenSamples(viewer, 3),
    loadPlans(community.id),
    findOwner(community.id),
  ]);
  return { community, viewer, proof, samples, plans, owner };
}

/** What shows that a community is alive, over the last 30 days where it is about time. */
async function loadProof(viewer: Viewer): Promise<Proof> {
  const since = new Date(viewer.at.getTime() - proofDays * dayMs);
  const [members, active, published, recent, questions] = await Promise.all([
    countMembers(viewer.communityId),
    countActive(viewer.communityId, since, viewer.at),
    countPublished(viewer),
    countPublishedSince(viewer, since),
    countQuestions(viewer),
  ]);
  const tutorials = published.filter(({ kind }) => kind === "tutorial");
  const sum = (rows: typeof published) => rows.reduce((total, row) => total + row.count, 0);
  return {
    members,
    active,
    recent,
    questions,
    tutorials: sum(tutorials),
    openTutorials: sum(tutorials.filter(({ audience }) => audience === "public")),
  };
}

/** The overview of whoever runs the community; for others it does not exist. */
export async function loadManage(slug: string) {
  const { community, viewer } = await requireManager(slug);
  const since = new Date(viewer.at.getTime() - proofDays * dayMs);
  const [joined, recent, published, plans, topics] = await Promise.all([
    countJoined(community.id, since, viewer.at),
    countPublishedSince(viewer, since),
    countPublished(viewer),
    loadPlans(community.id),
    loadTopics(community.id),
  ]);
  return { community, viewer, joined, recent, published, plans, topics };
}

/** The settings form's content. */
export async function loadSettings(slug: string) {
  const { community, viewer } = await requireManager(slug);
  const [topics, description] = await Promise.all([loadTopics(community.id), findDescriptionMarkdown(community.id)]);
  return { community, viewer, topics, description };
}

async function requireManager(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  return { community, viewer };
}

const syndicatedPosts = 30;

/** What a feed reader may know: the same as a visitor, whoever asks. Rows have no text but title and excerpt. */
export async function loadSyndication(slug: string) {
  const community = await findCommunityBySlug(slug);
  if (!community) notFound();
  const visitor = anonymousViewer(community.id);
  const { rows } = await listFeed(visitor, { sort: "newest", kinds: [], limit: syndicatedPosts });
  return { community, rows };
}

const addressesPerCommunity = 5000;

/** Every address a visitor may know of, by community: for the sitemap. */
export async function loadAddresses() {
  const communities = await listCommunities();
  return Promise.all(
    communities.map(async (community) => ({
      community,
      posts: await listAddresses(anonymousViewer(community.id), addressesPerCommunity),
    })),
  );
}

/** The directory and, for the start page, where it should lead instead: a first run, or the one community there is. */
export async function loadDirectory() {
  return { communities: await listDirectory(), demo: await isDemo() };
}

/** The start page. A new installation begins with its set-up; one with a single community is that community's site. */
export async function loadLanding() {
  const { communities, demo } = await loadDirectory();
  if (!demo && communities.length === 0 && (await hasNoUsers())) redirect("/setup");
  if (!demo && communities.length === 1) redirect(`/c/${communities[0]!.slug}`);
  return { communities, demo };
}

/** The first-run page exists only while nobody has an account. */
export async function loadSetup(): Promise<void> {
  if ((await isDemo()) || !(await hasNoUsers())) notFound();
}

/** The communities of whoever is signed in, with the plan they pay for. */
export async function loadMyCommunities(userId: string) {
  const memberships = await loadOwnCommunities(userId);
  return Promise.all(
    memberships.map(async (membership) => ({
      ...membership,
      role: membership.role as Role,
      plan: await loadPlanName(membership.communityId, userId),
    })),
  );
}
