import "server-only";
import { asc, eq, type InferSelectModel } from "drizzle-orm";
import { read } from "@/db/client";
import { communities, topics } from "@/db/schema/communities";
import type { Locale } from "@/lib/i18n/locales";
import type { Currency } from "@/lib/platform/money";
import type { Community, Topic } from "./types";

export async function findCommunityBySlug(slug: string): Promise<Community | null> {
  const [row] = await read().select().from(communities).where(eq(communities.slug, slug)).limit(1);
  return row ? toCommunity(row) : null;
}

export async function findCommunity(id: string): Promise<Community | null> {
  const [row] = await read().select().from(communities).where(eq(communities.id, id)).limit(1);
  return row ? toCommunity(row) : null;
}

/** Every community of the installation, oldest first. */
export async function listCommunities(): Promise<Community[]> {
  const rows = await read().select().from(communities).orderBy(asc(communities.createdAt)).limit(200);
  return rows.map(toCommunity);
}

export async function listTopics(communityId: string): Promise<Topic[]> {
  return read()
    .select({ id: topics.id, slug: topics.slug, name: topics.name })
    .from(topics)
    .where(eq(topics.communityId, communityId))
    .orderBy(asc(topics.position));
}

/** The description as its author wrote it, for the settings form. */
export async function findDescriptionMarkdown(communityId: string): Promise<string> {
  const [row] = await read()
    .select({ markdown: communities.descriptionMarkdown })
    .from(communities)
    .where(eq(communities.id, communityId));
  return row?.markdown ?? "";
}

function toCommunity(row: InferSelectModel<typeof communities>): Community {
  return { ...row, locale: row.locale as Locale, currency: row.currency as Currency };
}
