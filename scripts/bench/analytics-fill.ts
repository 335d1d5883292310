import { closeDatabase, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { migrateDatabase } from "@/db/migrate";
import { newId } from "@/lib/platform/ids";
import { addAccounts, addCatalogue, addMembers, addSegment, addSubscriptions, castOf } from "./analytics-people";
import { AnalyticsRows } from "./analytics-rows";
import { addSightings } from "./analytics-sightings";
import { dayMs, type Story, tellStory } from "./analytics-story";
import { type Bulk, dropIndexes, openBulk } from "./bulk";
import { addCommunity, addPeople, addSessions, type Person } from "./fill-people";

/** What the measuring needs to know of the data. */
export interface AnalyticsFilled {
  token: string;
  segmentId: string;
  entries: number;
  waiting: number;
  posts: number;
}

/**
 * Fills an empty database with five years of one community. What happened in the last 24 hours waits in a table of its
 * own (`bench_waiting`), to be told to the journal after the first projecting.
 */
export async function fillAnalytics(members: number, entries: number): Promise<AnalyticsFilled> {
  await migrateDatabase();
  const story = tellStory(members, entries, Date.now() - 60_000);
  console.error(`  the story is told: ${story.order.length} events`);
  const [owner] = (await addPeople(1)) as [Person];
  const communityId = newId(story.from);
  await transact((tx) => addCommunity(tx, communityId, [owner]));
  const [token] = await addSessions([owner, owner]);
  await closeDatabase();
  const indexes = await dropIndexes("journal");
  const bulk = await openBulk();
  await bulk.run("create table bench_waiting as select * from journal where 1 = 0");
  const cast = castOf(communityId, owner, story);
  await addAccounts(bulk, cast);
  await addCatalogue(bulk, cast);
  const rows = new AnalyticsRows(bulk, cast);
  const counted = await addEvents(rows, story);
  await addMembers(bulk, cast, rows.leftAt);
  await addSubscriptions(bulk, cast, rows.subscriptions);
  const segmentId = await addSegment(bulk, cast);
  await addSightings(bulk, cast, rows.articles);
  await bulk.flush();
  console.error("  rows are written");
  await makeIndexes(bulk, indexes);
  await bulk.close();
  return { token: token!, segmentId, ...counted, posts: rows.posts };
}

async function addEvents(rows: AnalyticsRows, story: Story): Promise<{ entries: number; waiting: number }> {
  const until = story.to - dayMs;
  let entries = 0;
  for (const [position, index] of story.order.entries()) {
    const at = story.at[index]!;
    const isWaiting = at >= until;
    if (!isWaiting) entries += 1;
    const written = rows.addEvent(
      { at, member: story.member[index]!, kind: story.kind[index]!, extra: story.extra[index]! },
      isWaiting ? "bench_waiting" : "journal",
    );
    if (written) await written;
    if (position % 1_000_000 === 999_999) console.error(`  ${position + 1} events written`);
  }
  return { entries, waiting: story.order.length - entries };
}

async function makeIndexes(bulk: Bulk, indexes: readonly string[]): Promise<void> {
  for (const index of indexes) await bulk.run(index);
  // PostgreSQL does this by itself within a minute; the measuring does not wait for it.
  if (engine === "postgres") await bulk.run("vacuum analyze");
}

/** Tells the journal what waited, as recorded just now. Returns how many entries that were. */
export async function tellWaiting(): Promise<void> {
  const bulk = await openBulk();
  const columns = "id, community_id, at, actor_id, verb, member_id, object_kind, object_id, amount, currency, detail";
  await bulk.run(`insert into journal (${columns}, recorded_at) select ${columns}, ${Date.now()} from bench_waiting`);
  await bulk.run("drop table bench_waiting");
  await bulk.close();
}
