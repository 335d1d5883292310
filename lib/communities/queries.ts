import "server-only";
import { and, asc, eq, type InferSelectModel, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { communities, members, topics } from "@/db/schema/communities";
import type { Locale } from "@/lib/i18n/locales";
import type { Currency } from "@/lib/platform/money";
import type { Community, MembershipRow, Topic } from "./types";

const addressPattern = /^[a-z0-9-]{1,60}$/i;

/** The community of an address. What cannot be an address is not asked for: PostgreSQL refuses some characters. */
export async function findCommunityBySlug(slug: string): Promise<Community | null> {
  if (!addressPattern.test(slug)) return null;
  const [row] = await communityBySlug({ slug });
  return row ? toCommunity(row) : null;
}

/** The communities of these addresses in one question, by address; those of nobody are missing. */
export async function listCommunitiesBySlug(slugs: readonly string[]): Promise<Map<string, Community>> {
  const asked = slugs.filter((slug) => addressPattern.test(slug));
  if (asked.length === 0) return new Map();
  const rows = await read()
    .select()
    .from(communities)
    .where(amongIds(communities.slug, idList(asked)));
  return new Map(rows.map((row) => [row.slug, toCommunity(row)]));
}

const communityBySlug = prepared((reader, { slug }: Slots<"slug">) =>
  reader.select().from(communities).where(eq(communities.slug, slug)).limit(1),
);

/** A community by its id: for jobs, which no address leads to. */
export async function findCommunityById(id: string): Promise<Community | null> {
  const [row] = await read().select().from(communities).where(eq(communities.id, id)).limit(1);
  return row ? toCommunity(row) : null;
}

/** Every community of the installation, oldest first. */
export async function listCommunities(): Promise<Community[]> {
  const rows = await read().select().from(communities).orderBy(asc(communities.createdAt)).limit(200);
  return rows.map(toCommunity);
}

/** The communities a person is a member of, in the order they joined, with who they are there. */
export async function listMemberships(userId: string): Promise<MembershipRow[]> {
  const rows = await membershipsOf({ userId });
  return rows.map((row) => ({ ...row, locale: row.locale as Locale }));
}

const membershipsOf = prepared((reader, { userId }: Slots<"userId">) =>
  reader
    .select({
      communityId: communities.id,
      slug: communities.slug,
      name: communities.name,
      glyph: communities.glyph,
      promise: communities.promise,
      locale: communities.locale,
      zone: communities.zone,
      memberId: members.id,
      role: members.role,
      joinedAt: members.joinedAt,
    })
    .from(members)
    .innerJoin(communities, eq(communities.id, members.communityId))
    .where(and(eq(members.userId, userId), isNull(members.leftAt)))
    .orderBy(asc(members.joinedAt))
    .limit(200),
);

export async function listTopics(communityId: string): Promise<Topic[]> {
  return topicsOf({ communityId });
}

const topicsOf = prepared((reader, { communityId }: Slots<"communityId">) =>
  reader
    .select({ id: topics.id, slug: topics.slug, name: topics.name })
    .from(topics)
    .where(eq(topics.communityId, communityId))
    .orderBy(asc(topics.position), asc(topics.id)),
);

/** The description as its author wrote it, for the settings form. */
export async function findDescriptionMarkdown(communityId: string): Promise<string> {
  const [row] = await read()
    .select({ markdown: communities.descriptionMarkdown })
    .from(communities)
    .where(eq(communities.id, communityId));
  return row?.markdown ?? "";
}

/** Every community with how many members it has now, largest first, for the directory. */
export async function listDirectory(): Promise<(Community & { memberCount: number })[]> {
  const counts = await read()
    .select({ communityId: members.communityId, count: countAll() })
    .from(members)
    .where(isNull(members.leftAt))
    .groupBy(members.communityId);
  const byCommunity = new Map(counts.map(({ communityId, count }) => [communityId, count]));
  const all = await listCommunities();
  return all
    .map((community) => ({ ...community, memberCount: byCommunity.get(community.id) ?? 0 }))
    .sort((a, b) => b.memberCount - a.memberCount);
}

function toCommunity(row: InferSelectModel<typeof communities>): Community {
  return { ...row, locale: row.locale as Locale, currency: row.currency as Currency };
}
