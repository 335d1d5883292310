import "server-only";
import { and, asc, desc, eq, gte, inArray, isNotNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, beforeCursor, idList, idRows, wantedId } from "@/db/dialect/sql";
import { firstReplies } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { comments, posts } from "@/db/schema/posts";
import { knownPosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import { addDays, startOfDay } from "@/lib/platform/calendar";
import { type InteractionKind, interactionOf, interactionVerbs } from "../activity";
import type { ActivityQuestion, ActivityRow, PostLink } from "../activity-rows";
import { earlier, type Range } from "../ranges";
import type { RowsWanted } from "../row-cursor";
import { stretchesIn } from "../stretches";
import { activityByMember } from "./activity";
import { type Counted, countedOnly } from "./counted";
import { listPeople } from "./people";
import { askedIn, repliedBy } from "./replies";

export interface RowsScope {
  /** Who asks: links lead only to posts this viewer may know. */
  viewer: Viewer;
  range: Range;
  counted: Counted;
}

/** One page of the rows behind a figure, with their people and posts. */
export async function listActivityRows(
  { figure, ...question }: ActivityQuestion,
  scope: RowsScope,
  wanted: RowsWanted,
): Promise<ActivityRow[]> {
  if (figure === "interactions") return listInteractions(question, scope, wanted);
  if (figure === "active") return listMembers("interactions", scope, wanted);
  if (figure === "contributors") return listMembers("written", scope, wanted);
  return listAsked(figure === "unanswered", scope, wanted);
}

async function listInteractions(
  { days, kind }: Pick<ActivityQuestion, "days" | "kind">,
  { viewer, range, counted }: RowsScope,
  { after, limit }: RowsWanted,
): Promise<ActivityRow[]> {
  const { communityId } = viewer;
  const end = earlier(startOfDay(addDays(days.at(-1)!, 1), range.zone), range.to);
  const entries = await read()
    .select()
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        gte(journal.at, startOfDay(days[0]!, range.zone)),
        lt(journal.at, end),
        inArray(journal.verb, [...interactionVerbs]),
        isNotNull(journal.memberId),
        isInteraction(kind),
        countedOnly(journal.memberId, counted),
        after
          ? and(lte(journal.at, new Date(after.number)), beforeCursor(journal.at, journal.id, after.number, after.id))
          : undefined,
      ),
    )
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(limit);
  const people = await listPeople(entries.map(({ memberId }) => memberId!));
  const links = await listLinksOf(viewer, entries);
  return entries.map((entry) => ({
    of: "interaction",
    id: entry.id,
    person: people.get(entry.memberId!) ?? null,
    at: entry.at,
    kind: interactionOf(entry)!,
    post: links.get(entry.id) ?? null,
  }));
}

/** `interactionOf` as a condition: any interaction, or those of one kind. */
function isInteraction(kind: InteractionKind | null): SQL | undefined {
  const published = sql`(${journal.detail} ->> 'kind')`;
  const isAnswer = sql`(coalesce(${journal.detail} ->> 'postKind', '') = 'question'
    and coalesce(cast(${journal.detail} -> 'reply' as text), '') <> 'true')`;
  const comment = eq(journal.verb, "comment.added");
  if (kind === "reaction") return eq(journal.verb, "reaction.added");
  if (kind === "answer") return and(comment, isAnswer);
  if (kind === "comment") return and(comment, sql`not ${isAnswer}`);
  const post = eq(journal.verb, "post.published");
  if (kind !== null) return and(post, sql`${published} = ${kind}`);
  return or(sql`${journal.verb} <> 'post.published'`, sql`${published} in ('discussion', 'question')`);
}

type Entry = typeof journal.$inferSelect;

/** The post each entry is about, by entry, as far as the viewer may know it. */
async function listLinksOf(viewer: Viewer, entries: readonly Entry[]): Promise<Map<string, PostLink>> {
  const commentIds = entries.flatMap(({ objectKind, objectId }) =>
    objectKind === "comment" && objectId ? [objectId] : [],
  );
  const rows =
    commentIds.length === 0
      ? []
      : await read()
          .select({ id: comments.id, postId: comments.postId })
          .from(comments)
          .where(amongIds(comments.id, idList(commentIds)));
  const postOfComment = new Map(rows.map(({ id, postId }) => [id, postId]));
  const postOf = ({ objectKind, objectId }: Entry) =>
    objectKind === "comment" ? postOfComment.get(objectId ?? "") : (objectId ?? undefined);
  const links = await listPostLinks(
    viewer,
    [...new Set(entries.map(postOf))].filter((id) => id !== undefined),
  );
  return new Map(
    entries.flatMap((entry): [string, PostLink][] => {
      const link = links.get(postOf(entry) ?? "");
      return link ? [[entry.id, link]] : [];
    }),
  );
}

/** Titles and addresses of those of these posts the viewer may know. */
export async function listPostLinks(viewer: Viewer, postIds: readonly string[]): Promise<Map<string, PostLink>> {
  if (postIds.length === 0) return new Map();
  const rows = await read()
    .select({ id: posts.id, title: posts.title, slug: posts.slug })
    .from(idRows(postIds))
    .crossJoin(posts)
    .where(and(eq(posts.id, wantedId), knownPosts(viewer)));
  return new Map(rows.map(({ id, ...link }) => [id, link]));
}

async function listMembers(
  by: "interactions" | "written",
  { viewer, range, counted }: RowsScope,
  { after, limit }: RowsWanted,
): Promise<ActivityRow[]> {
  const people = activityByMember(viewer.communityId, stretchesIn(range), counted);
  const number = sql`${people[by]}`;
  const rows = await read()
    .select({ memberId: people.memberId, interactions: people.interactions, written: people.written })
    .from(people)
    .where(
      and(
        sql`${number} > 0`,
        after
          ? sql`(${number} < ${after.number} or (${number} = ${after.number} and ${people.memberId} > ${after.id}))`
          : undefined,
      ),
    )
    .orderBy(desc(number), asc(people.memberId))
    .limit(limit);
  const names = await listPeople(rows.map(({ memberId }) => memberId));
  return rows.map(({ memberId, interactions, written }) => ({
    of: "person",
    id: memberId,
    person: names.get(memberId) ?? null,
    interactions: Number(interactions),
    written: Number(written),
    number: Number(by === "written" ? written : interactions),
  }));
}

async function listAsked(
  onlyUnanswered: boolean,
  { viewer, range, counted }: RowsScope,
  { after, limit }: RowsWanted,
): Promise<ActivityRow[]> {
  const rows = await read()
    .select()
    .from(firstReplies)
    .where(
      and(
        askedIn(viewer.communityId, range, counted),
        onlyUnanswered ? sql`not ${repliedBy(range.to)}` : undefined,
        after ? beforeCursor(firstReplies.askedAt, firstReplies.postId, after.number, after.id) : undefined,
      ),
    )
    .orderBy(desc(firstReplies.askedAt), desc(firstReplies.postId))
    .limit(limit);
  const people = await listPeople(rows.map(({ askerId }) => askerId));
  const links = await listPostLinks(
    viewer,
    rows.map(({ postId }) => postId),
  );
  return rows.map(({ postId, kind, askerId, askedAt, repliedAt }) => ({
    of: "asked",
    id: postId,
    person: people.get(askerId) ?? null,
    kind,
    post: links.get(postId) ?? null,
    at: askedAt,
    repliedAt: repliedAt && repliedAt < range.to ? repliedAt : null,
  }));
}
