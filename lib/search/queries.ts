import "server-only";
import { and, eq, or } from "drizzle-orm";
import { rawQuery, read } from "@/db/client";
import { engine } from "@/db/dialect";
import { amongIds, idList } from "@/db/dialect/sql";
import { members, topics } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { posts } from "@/db/schema/posts";
import { listedPosts, readablePosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import type { PostKind } from "@/lib/posts/schema";
import { rank } from "./rank";
import { type Phrase, phrasesOf } from "./words";

export interface SearchHit {
  id: string;
  slug: string;
  kind: PostKind;
  title: string;
  excerpt: string;
  lang: string;
  publishedAt: Date;
  authorName: string;
  topicName: string | null;
  commentCount: number;
}

/** Newest matches that are looked at. Ranking every match of a common word is what makes search slow. */
const candidates = 240;

/**
 * Posts whose public face matches, and posts whose body matches if this viewer may read it: a phrase that stands only
 * in a locked body finds nothing, and nothing is counted.
 */
export async function searchPosts(viewer: Viewer, question: string, limit = 20): Promise<SearchHit[]> {
  const phrases = phrasesOf(question);
  if (phrases.length === 0) return [];
  const matches = await match(viewer.communityId, phrases);
  const faces = matches.filter((row) => row.part === "face").map((row) => row.post_id);
  const inside = matches.filter((row) => row.part === "body").map((row) => row.post_id);
  if (matches.length === 0) return [];
  const found = await findVisible(viewer, faces, inside);
  const best = rank(found, new Set(faces), question, viewer.at).slice(0, limit);
  const hits = new Map((await readHits(best.map(({ id }) => id))).map((hit) => [hit.id, hit]));
  return best.flatMap(({ id }) => hits.get(id) ?? []);
}

/**
 * Of the matches, what this viewer may find, with what ranking needs. The inner query is limited so that both engines
 * begin with the matches: left to themselves they would walk everything that is published.
 */
async function findVisible(viewer: Viewer, faces: string[], inside: string[]) {
  const ids = [...new Set([...faces, ...inside])];
  const matched = read()
    .select({
      id: posts.id,
      communityId: posts.communityId,
      authorId: posts.authorId,
      kind: posts.kind,
      title: posts.title,
      audience: posts.audience,
      benefitId: posts.benefitId,
      state: posts.state,
      publishedAt: posts.publishedAt,
    })
    .from(posts)
    .where(amongIds(posts.id, idList(ids)))
    .limit(candidates)
    .as("posts");
  const rows = await read()
    .select({ id: posts.id, title: posts.title, publishedAt: posts.publishedAt })
    .from(matched)
    .where(
      and(
        listedPosts(viewer),
        or(
          faces.length > 0 ? amongIds(posts.id, idList(faces)) : undefined,
          inside.length > 0 ? and(amongIds(posts.id, idList(inside)), readablePosts(viewer)) : undefined,
        ),
      ),
    );
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt! }));
}

/** What a page shows of posts that have been chosen already. */
async function readHits(ids: string[]): Promise<SearchHit[]> {
  if (ids.length === 0) return [];
  const rows = await read()
    .select({
      id: posts.id,
      slug: posts.slug,
      kind: posts.kind,
      title: posts.title,
      excerpt: posts.excerpt,
      lang: posts.lang,
      publishedAt: posts.publishedAt,
      authorName: users.name,
      topicName: topics.name,
      commentCount: posts.commentCount,
    })
    .from(posts)
    .innerJoin(members, eq(members.id, posts.authorId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(topics, eq(topics.id, posts.topicId))
    .where(amongIds(posts.id, idList(ids)));
  return rows.map((row) => ({ ...row, kind: row.kind as PostKind, publishedAt: row.publishedAt! }));
}

interface Match {
  post_id: string;
  part: "face" | "body";
}

function match(communityId: string, phrases: Phrase[]): Promise<Match[]> {
  return engine === "postgres" ? matchPostgres(communityId, phrases) : matchSqlite(communityId, phrases);
}

function matchSqlite(communityId: string, phrases: Phrase[]): Promise<Match[]> {
  const quoted = phrases.map(({ words, prefix }) => `"${words.join(" ").replaceAll('"', '""')}"${prefix ? "*" : ""}`);
  const expression = [`"${communityWord(communityId)}"`, ...quoted].join(" AND ");
  return rawQuery<Match>(
    `select d.post_id, d.part from search_fts f join search_documents d on d.id = f.rowid
     where search_fts match ? order by f.rowid desc limit ${candidates}`,
    [expression],
  );
}

function matchPostgres(communityId: string, phrases: Phrase[]): Promise<Match[]> {
  const lexeme = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  const asked = phrases.map(({ words, prefix }) => `(${words.map(lexeme).join(" <-> ")}${prefix ? ":*" : ""})`);
  return rawQuery<Match>(
    `select post_id, part from search_documents where words @@ $1::tsquery order by id desc limit ${candidates}`,
    [[lexeme(communityWord(communityId)), ...asked].join(" & ")],
  );
}

/** A word that only this community's documents contain: a search never walks another tenant's matches. */
export function communityWord(communityId: string): string {
  return `community${communityId.replaceAll("-", "")}`;
}
