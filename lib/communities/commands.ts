import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isUniqueViolation } from "@/db/dialect/errors";
import { communities, topics } from "@/db/schema/communities";
import type { Locale } from "@/lib/i18n/locales";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId, shortCode } from "@/lib/platform/ids";
import type { Currency } from "@/lib/platform/money";
import { glyphFor, slugFor } from "./naming";

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
  { communityId, actorId, glyph, ...face }: Face & { communityId: string; actorId: string; answerHours?: number },
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

/** More would no longer be a list one can read. */
const topicsMax = 30;

interface TopicChange {
  communityId: string;
  actorId: string;
}

/** Adds a topic at the end and returns its id. Its address is made once and stays when it is renamed. */
export async function addTopic(tx: Tx, { name, ...change }: TopicChange & { name: string }): Promise<string> {
  const { communityId } = change;
  const known = await listOrder(tx, communityId);
  if (known.length >= topicsMax) throw new Refusal("topics-full", { field: "name", values: { max: topicsMax } });
  const at = now();
  const id = newId(at.getTime());
  const wished = slugFor(name);
  const isTaken = known.some(({ slug }) => slug === wished);
  const slug = wished && !isTaken ? wished : `${wished || "topic"}-${shortCode(4)}`;
  await tx.insert(topics).values({ id, communityId, slug, name, position: known.length });
  await recordChange(tx, change);
  return id;
}

export async function renameTopic(
  tx: Tx,
  { topicId, name, ...change }: TopicChange & { topicId: string; name: string },
) {
  const [renamed] = await tx
    .update(topics)
    .set({ name })
    .where(and(eq(topics.communityId, change.communityId), eq(topics.id, topicId)))
    .returning({ id: topics.id });
  if (!renamed) throw new NotFound();
  await recordChange(tx, change);
}

/** Moves a topic one place. At the end of the list it stays where it is. */
export async function moveTopic(
  tx: Tx,
  { topicId, direction, ...change }: TopicChange & { topicId: string; direction: "up" | "down" },
): Promise<void> {
  const order = (await listOrder(tx, change.communityId)).map(({ id }) => id);
  const from = order.indexOf(topicId);
  if (from < 0) throw new NotFound();
  const to = direction === "up" ? from - 1 : from + 1;
  if (to < 0 || to >= order.length) return;
  order.splice(to, 0, ...order.splice(from, 1));
  for (const [position, id] of order.entries()) await tx.update(topics).set({ position }).where(eq(topics.id, id));
  await recordChange(tx, change);
}

async function listOrder(tx: Tx, communityId: string) {
  return tx
    .select({ id: topics.id, slug: topics.slug })
    .from(topics)
    .where(eq(topics.communityId, communityId))
    .orderBy(asc(topics.position), asc(topics.id));
}

async function recordChange(tx: Tx, { communityId, actorId }: TopicChange): Promise<void> {
  const object = { kind: "community", id: communityId } as const;
  await record(tx, { communityId, verb: "community.changed", actorId, object });
}
