import { createHash } from "node:crypto";
import { closeDatabase, type Tx, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { migrateDatabase } from "@/db/migrate";
import { benefits, grants, prices, productBenefits, products } from "@/db/schema/billing";
import { communities, members, topics } from "@/db/schema/communities";
import { sessions, users } from "@/db/schema/identity";
import { comments, posts } from "@/db/schema/posts";
import { writeBody, writeCommentBody } from "@/lib/access/bodies";
import { newId } from "@/lib/platform/ids";
import { pipelineVersion, type Rendered, renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";
import { hotness } from "@/lib/posts/hotness";
import type { Audience } from "@/lib/posts/schema";
import { indexDocument } from "@/lib/search/commands";
import { benchCommunity, commentText, topicNames, tutorialText } from "./texts";

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
const batch = 500;
const dayMs = 86_400_000;
const end = Date.now() - 60_000;
const at = (share: number) => new Date(end - Math.round((1 - share) * 365 * dayMs));

interface Person {
  userId: string;
  memberId: string;
}
interface Text {
  audience: Audience;
  markdown: string;
  rendered: Rendered;
}

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

/** Runs `add` over `rows` in batches, one transaction each. */
async function inBatches<Row>(rows: Row[], add: (tx: Tx, part: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await transact((tx) => add(tx, rows.slice(from, from + batch)));
}

async function addPeople(count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    userId: newId(at(index / count).getTime()),
    memberId: newId(at(index / count).getTime()),
  }));
  const rows = people.map(({ userId }, index) => ({
    id: userId,
    email: `person${index}@bench.example`,
    emailCanonical: `person${index}@bench.example`,
    emailVerifiedAt: at(0),
    name: `Person ${index}`,
    handle: `person-${index}`,
    bio: "",
    locale: "en",
    passwordHash: null,
    isOperator: index === 0,
    createdAt: at(0),
  }));
  await inBatches(rows, async (tx, part) => tx.insert(users).values(part));
  return people;
}

/** The community with one plan that everybody has: a signed-in reader is one who may read. Returns the plan's benefit. */
async function addCommunity(tx: Tx, communityId: string, people: Person[]): Promise<string> {
  const createdAt = at(0);
  const owner = people[0]!;
  await tx.insert(communities).values({
    id: communityId,
    slug: benchCommunity,
    name: "Bench",
    glyph: "B",
    promise: "A community to measure with.",
    descriptionMarkdown: "",
    descriptionHtml: "",
    locale: "en",
    zone: "UTC",
    currency: "USD",
    publicVersion: 1,
    createdAt,
    createdBy: owner.userId,
  });
  const named = topicNames.map((name, position) => ({
    id: topicId(communityId, position),
    communityId,
    slug: name,
    name,
    position,
  }));
  await tx.insert(topics).values(named);
  const [benefitId, productId] = [newId(), newId()];
  await tx.insert(benefits).values({ id: benefitId, communityId, name: "Everything", createdAt });
  const plan = { kind: "subscription", name: "Regular", promise: "Everything.", position: 0 };
  await tx.insert(products).values({ id: productId, communityId, ...plan, createdAt });
  await tx.insert(productBenefits).values({ communityId, productId, benefitId });
  const price = { currency: "USD", amount: 1_200, interval: "month" };
  await tx.insert(prices).values({ id: newId(), communityId, productId, ...price, createdAt });
  for (let from = 0; from < people.length; from += batch) {
    const part = people.slice(from, from + batch);
    await tx.insert(members).values(
      part.map(({ userId, memberId }) => ({
        id: memberId,
        communityId,
        userId,
        role: userId === owner.userId ? "owner" : "member",
        joinedAt: createdAt,
      })),
    );
    await tx.insert(grants).values(
      part.map(({ userId }) => ({
        id: newId(),
        communityId,
        userId,
        benefitId,
        startsAt: createdAt,
        endsAt: null,
        sourceKind: "subscription",
        sourceId: userId,
        createdAt,
      })),
    );
  }
  return benefitId;
}

const topicId = (communityId: string, index: number) =>
  `${communityId.slice(0, -2)}${String(index % topicNames.length).padStart(2, "0")}`;

/** Signs people in, as a browser's cookie would say it. The owner stays out: what staff see differs. */
async function addSessions(people: Person[]): Promise<string[]> {
  const readers = people.slice(1).map(({ userId }) => ({ userId, token: newId() + newId() }));
  const seen = new Date();
  const rows = readers.map(({ userId, token }) => ({
    id: newId(),
    tokenHash: createHash("sha256").update(token).digest("hex"),
    userId,
    remember: true,
    userAgent: "bench",
    address: "127.0.0.1",
    createdAt: seen,
    lastSeenAt: seen,
    expiresAt: new Date(seen.getTime() + dayMs),
  }));
  await inBatches(rows, async (tx, part) => tx.insert(sessions).values(part));
  return readers.map(({ token }) => token);
}

interface Written {
  id: string;
  slug: string;
  isPublic: boolean;
}

/** Of five posts three are public, one is for members, one for the plan. The newest is the busy one. */
async function addPosts(communityId: string, benefitId: string, people: Person[], talk: number[]): Promise<Written[]> {
  const texts = await renderTexts();
  const rows = talk.map((commentCount, index) => {
    const publishedAt = at(1 - index / talk.length / 2);
    const { audience, rendered } = texts[index % texts.length]!;
    return {
      id: newId(publishedAt.getTime()),
      communityId,
      authorId: people[index % Math.min(people.length, 20)]!.memberId,
      topicId: topicId(communityId, index),
      kind: "tutorial",
      audience,
      benefitId: audience === "benefit" ? benefitId : null,
      state: "published",
      slug: `post-${index}`,
      title: `${topicNames[index % topicNames.length]} in practice, part ${index}`,
      excerpt: rendered.excerpt,
      teaserHtml: rendered.teaserHtml,
      outline: rendered.outline,
      lang: "en",
      readingMinutes: rendered.readingMinutes,
      lockedMinutes: rendered.lockedMinutes,
      lockedSections: rendered.lockedSections,
      lockedCodeBlocks: rendered.lockedCodeBlocks,
      revision: 1,
      pipelineVersion,
      publishedAt,
      createdAt: publishedAt,
      updatedAt: publishedAt,
      lastActivityAt: publishedAt,
      commentCount,
      upvoteCount: 0,
      hotness: hotness(0, commentCount, publishedAt),
    };
  });
  // Oldest first: the search index puts later documents in front.
  await inBatches(
    rows.map((row, index) => ({ row, text: texts[index % texts.length]! })).reverse(),
    async (tx, part) => {
      await tx.insert(posts).values(part.map(({ row }) => row));
      for (const { row, text } of part) {
        const { markdown, rendered } = text;
        const body = {
          postId: row.id,
          revision: 1,
          communityId,
          markdown,
          html: rendered.bodyHtml,
          createdBy: row.authorId,
        };
        await writeBody(tx, body);
        const document = { communityId, postId: row.id };
        const face = `${row.title}\n${row.excerpt}\n${rendered.plainTeaser}`;
        await indexDocument(tx, { ...document, part: "face", text: face });
        await indexDocument(tx, { ...document, part: "body", text: rendered.plainBody });
      }
    },
  );
  return rows.map(({ id, slug, audience }) => ({ id, slug, isPublic: audience === "public" }));
}

async function renderTexts(): Promise<Text[]> {
  const audiences: Audience[] = ["public", "members", "public", "benefit", "public"];
  return Promise.all(
    audiences.map(async (audience, index) => {
      const paid = audience !== "public";
      const markdown = tutorialText(index, paid);
      return { audience, markdown, rendered: await renderMarkdown(markdown, { paid, lang: "en" }) };
    }),
  );
}

/** Threads of five: one comment, two more beside it, two answers to the first. */
async function addComments(communityId: string, people: Person[], written: Written[], talk: number[]): Promise<void> {
  const texts = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const markdown = commentText(index);
      return { markdown, html: (await renderComment(markdown)).html };
    }),
  );
  let author = 0;
  const rows = written.flatMap((post, postIndex) => {
    const begun = at(1 - postIndex / written.length / 2).getTime();
    let root: string | null = null;
    return Array.from({ length: talk[postIndex]! }, (_, index) => {
      const createdAt = new Date(begun + index * 1_000);
      const id = newId(createdAt.getTime());
      if (index % 5 === 0) root = id;
      const above = index % 5 > 2 ? root : null;
      const authorId = people[author++ % people.length]!.memberId;
      return {
        id,
        communityId,
        postId: post.id,
        threadId: above,
        replyToId: above,
        authorId,
        upvoteCount: 0,
        createdAt,
      };
    });
  });
  let text = 0;
  await inBatches(rows, async (tx, part) => {
    await tx.insert(comments).values(part);
    for (const { id } of part)
      await writeCommentBody(tx, { commentId: id, communityId, ...texts[text++ % texts.length]! });
  });
}
