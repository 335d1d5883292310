import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isUniqueViolation } from "@/db/dialect/errors";
import { communities, topics } from "@/db/schema/communities";
import type { Locale } from "@/lib/i18n/locales";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Currency } from "@/lib/platform/money";
import { glyphFor } from "./naming";

interface Face {
  name: string;
  slug: string;
  /** Up to three characters for the square mark; made from the name when empty. */
  glyph?: string;
  promise: string;
  descriptionMarkdown: string;
  /** Rendered before the transaction: rendering takes its time. */
  descriptionHtml: string;
  locale: Locale;
  zone: string;
}

export interface NewCommunity extends Face {
  currency: Currency;
  createdBy: string;
  /** Beside announcements and general talk, in this order. */
  topics?: { slug: string; name: string }[];
  at?: Date;
}

/**
 * Opens a community with its first topics and returns its id. It has no members yet: lib/members/found-community.ts
 * makes the founder its owner in the same transaction. Throws Refusal("slug-taken").
 */
export async function openCommunity(tx: Tx, community: NewCommunity): Promise<string> {
  const { topics: more = [], at = now(), glyph, ...face } = community;
  const id = newId(at.getTime());
  await unlessSlugTaken(
    tx
      .insert(communities)
      .values({ ...face, id, glyph: glyph || glyphFor(face.name), publicVersion: 1, createdAt: at }),
  );
  const first = [...firstTopics[face.locale], ...more];
  await tx
    .insert(topics)
    .values(first.map((topic, position) => ({ id: newId(at.getTime()), communityId: id, position, ...topic })));
  await record(tx, { communityId: id, verb: "community.opened", object: { kind: "community", id }, at });
  return id;
}

/** The topics every community begins with, in its own language: they are content, and its owner may rename them. */
const firstTopics: Record<Locale, { slug: string; name: string }[]> = {
  en: [
    { slug: "announcements", name: "Announcements" },
    { slug: "general", name: "General" },
  ],
  "zh-CN": [
    { slug: "announcements", name: "公告" },
    { slug: "general", name: "综合" },
  ],
};

/** Changes what a community says of itself. Its currency stays: prices were promised in it. Throws Refusal("slug-taken"). */
export async function changeCommunity(
  tx: Tx,
  { communityId, actorId, glyph, ...face }: Face & { communityId: string; actorId: string },
): Promise<void> {
  await unlessSlugTaken(
    tx
      .update(communities)
      .set({ ...face, glyph: glyph || glyphFor(face.name) })
      .where(eq(communities.id, communityId)),
  );
  await record(tx, {
    communityId,
    verb: "community.changed",
    actorId,
    object: { kind: "community", id: communityId },
  });
}

async function unlessSlugTaken(write: PromiseLike<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (isUniqueViolation(error, "communities_slug", "communities.slug")) {
      throw new Refusal("slug-taken", { field: "slug" });
    }
    throw error;
  }
}
