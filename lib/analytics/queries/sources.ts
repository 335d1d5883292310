import "server-only";
import { and, eq, gte, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, idRows, sumOf, wantedId } from "@/db/dialect/sql";
import { posts } from "@/db/schema/posts";
import { visitDays } from "@/db/schema/sightings";
import { knownPosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";
import type { Range } from "../ranges";
import type { SourceVisits, TouchGroup } from "../sources";
import { hasTaken, type JourneyQuestion, journeys } from "./journeys";

/** Visitor-days by channel and source. */
export async function listSourceVisits(communityId: string, { days }: Range): Promise<SourceVisits[]> {
  return read()
    .select({ channel: visitDays.channel, source: visitDays.source, visitors: sumOf(visitDays.visitors) })
    .from(visitDays)
    .where(and(eq(visitDays.communityId, communityId), gte(visitDays.day, days[0]!), lte(visitDays.day, days.at(-1)!)))
    .groupBy(visitDays.channel, visitDays.source);
}

/** People by everything a touch says, with what became of them, in one statement. */
export async function listTouchGroups(question: JourneyQuestion): Promise<TouchGroup[]> {
  const people = journeys(question);
  const taken = (step: "joined" | "paid") => sumOf(sql`case when ${hasTaken(people, step)} then 1 else 0 end`);
  const { channel, source, campaign, postId } = people;
  return read()
    .select({
      channel,
      source,
      campaign,
      postId,
      arrived: countAll(),
      joined: taken("joined"),
      paid: taken("paid"),
      revenue: sumOf(sql`${people.revenue}`),
    })
    .from(people)
    .groupBy(sql`${channel}`, sql`${source}`, sql`${campaign}`, sql`${postId}`);
}

/** Titles of posts by id, as far as the viewer may know them; a post that is gone has none. */
export async function listPostTitles(viewer: Viewer, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read()
    .select({ id: posts.id, title: posts.title })
    .from(idRows(ids))
    .crossJoin(posts)
    .where(and(eq(posts.id, wantedId), knownPosts(viewer)));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
