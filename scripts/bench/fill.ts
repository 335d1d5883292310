import { closeDatabase, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { migrateDatabase } from "@/db/migrate";
import { newId } from "@/lib/platform/ids";
import { at } from "./batches";
import { addCommunity, addPeople, addSessions } from "./fill-people";
import { addComments, addPosts } from "./fill-posts";

/** What the load needs to know of the data. */
export interface Filled {
  /** Session tokens of people who are members and hold the plan. */
  tokens: string[];
  /** Posts that everybody may read, without the busy one. */
  publicPosts: { id: string; slug: string }[];
  /** The post with exactly {@link busyComments} comments. */
  busy: { id: string; slug: string };
  counts: { posts: number; comments: number; members: number };
}

const busyComments = 50;

const base = { posts: 2_000, comments: 20_000, members: 1_000 };
const sessionCount = 1_000;

/**
 * Fills an empty database with one community, `scale` times the base size: straight into the tables, in large
 * transactions, because a benchmark needs rows and not their story. Texts are rendered once and used again.
 */
export async function fill(scale: number): Promise<Filled> {
  const counts = {
    posts: Math.round(base.posts * scale),
    comments: Math.round(base.comments * scale),
    members: Math.round(base.members * scale),
  };
  if (engine !== "sqlite") throw new Error("The benchmark fills a SQLite file of its own and nothing else.");
  await migrateDatabase();
  const people = await addPeople(counts.members);
  const communityId = newId(at(0).getTime());
  const benefitId = await transact((tx) => addCommunity(tx, communityId, people));
  const tokens = await addSessions(people.slice(0, sessionCount));
  const talk = commentsPerPost(counts);
  const written = await addPosts(communityId, benefitId, people, talk);
  await addComments(communityId, people, written, talk);
  await closeDatabase();
  const [busy, ...others] = written;
  return { tokens, busy: busy!, publicPosts: others.filter((post) => post.isPublic), counts };
}

/** The first post has exactly {@link busyComments}; the others share the rest evenly. */
function commentsPerPost(counts: Filled["counts"]): number[] {
  const rest = counts.comments - busyComments;
  const others = counts.posts - 1;
  const share = (index: number) => Math.floor(((index + 1) * rest) / others) - Math.floor((index * rest) / others);
  return [busyComments, ...Array.from({ length: others }, (_, index) => share(index))];
}
