import { columns } from "./analytics-columns";
import type { Cast } from "./analytics-people";
import { dayMs, randomOf, what } from "./analytics-story";
import type { Bulk } from "./bulk";

const sources = [
  ["direct", ""],
  ["search", "google.com"],
  ["social", "news.ycombinator.com"],
  ["referral", "lobste.rs"],
  ["campaign", "newsletter"],
] as const;

interface Article {
  id: string;
  at: number;
}

const dayName = (at: number) => new Date(at).toISOString().slice(0, 10);
/** Presence is kept for 400 days. */
const presenceDays = 400;

/** Visits, reads, presence, arrivals and searches, as many as a community of that size would have. */
export async function addSightings(bulk: Bulk, cast: Cast, articles: readonly Article[]): Promise<void> {
  await addArrivals(bulk, cast, articles);
  await addVisits(bulk, cast);
  await addReads(bulk, cast, articles);
  await addPresence(bulk, cast);
}

async function addArrivals(
  bulk: Bulk,
  { communityId, people, story }: Cast,
  articles: readonly Article[],
): Promise<void> {
  const random = randomOf(11);
  for (const [member, { userId }] of people.entries()) {
    const at = Math.floor(story.joinedAt[member]!);
    const article = articles[Math.floor(random() * articles.length)];
    const post = article && article.at < at ? article.id : null;
    const first = [at - 3_600_000, ...sources[member % 5]!, "", post];
    const last = [at, ...sources[Math.floor(random() * 5)]!, "", post];
    await bulk.add("arrivals", columns.arrivals, [communityId, userId, at, ...first, ...last]);
  }
}

async function addVisits(bulk: Bulk, { communityId, people, story }: Cast): Promise<void> {
  const random = randomOf(12);
  for (let at = story.from; at < story.to; at += dayMs) {
    const share = (at - story.from) / (story.to - story.from);
    for (const [i, source] of sources.entries()) {
      const visitors = Math.round(people.length * 0.01 * share * (1 + (i % 3)));
      await bulk.add("visit_days", columns.visits, [communityId, dayName(at), ...source, visitors, visitors * 3]);
    }
    for (let i = 0; i < 10; i++) {
      const term = `term ${i + Math.floor(random() * 20) * 10}`;
      await bulk.add("search_days", columns.searches, [
        communityId,
        dayName(at),
        term,
        1 + i,
        Math.ceil((1 + i) / 2),
        i % 3,
      ]);
    }
  }
}

/** An article is looked at much in its first days and seldom later, and read by some two hundred who are signed in. */
async function addReads(bulk: Bulk, { communityId, people, story }: Cast, articles: readonly Article[]): Promise<void> {
  const random = randomOf(13);
  const readers = Math.min(200, Math.floor(people.length / 4));
  for (const { id, at } of articles) {
    for (let step = 0; step < 60 && at + step * step * dayMs < story.to; step++) {
      const seen = Math.ceil(200 / (step + 1));
      const counts = [seen, Math.ceil(seen / 2), Math.floor(seen / 4)];
      await bulk.add("post_view_days", columns.views, [communityId, id, dayName(at + step * step * dayMs), ...counts]);
    }
    const start = Math.floor(random() * (people.length - readers));
    for (const { userId } of people.slice(start, start + readers)) {
      const readAt = Math.min(story.to, Math.floor(at + random() * 200 * dayMs));
      const progress = Math.floor(random() * 100);
      const times = [readAt, readAt, progress, progress > 60 ? readAt : null];
      await bulk.add("post_reads", columns.reads, [communityId, id, userId, ...times]);
    }
  }
}

/** Who interacted was here. */
async function addPresence(bulk: Bulk, { communityId, people, story }: Cast): Promise<void> {
  const lastDay = new Int32Array(people.length);
  for (const index of story.order) {
    const at = story.at[index]!;
    if (at < story.to - presenceDays * dayMs || story.kind[index]! < what.question) continue;
    const day = Math.floor(at / dayMs);
    const member = story.member[index]!;
    if (lastDay[member] === day) continue;
    lastDay[member] = day;
    await bulk.add("presence_days", columns.presence, [communityId, people[member]!.userId, dayName(at), 4]);
  }
}
