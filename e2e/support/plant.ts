import { writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { closeDatabase, transact } from "@/db/client";
import { replaceGrants } from "@/lib/access/commands";
import { findMembership } from "@/lib/access/queries";
import type { PostFacts } from "@/lib/access/types";
import { setSinglePrice } from "@/lib/billing/commands/single-prices";
import { listPlanBenefits } from "@/lib/billing/queries/benefits";
import { listPlans } from "@/lib/billing/queries/plans";
import { findSinglePrice } from "@/lib/billing/queries/prices";
import { addComment, deleteComment, editComment } from "@/lib/comments/commands";
import { findCommunityBySlug, listTopics } from "@/lib/communities/queries";
import { createUser } from "@/lib/identity/commands";
import { findCredentials } from "@/lib/identity/queries";
import { storeFile } from "@/lib/media/commands";
import { prepareFile } from "@/lib/media/prepare-file";
import { joinCommunity } from "@/lib/members/commands";
import { dayMs, now } from "@/lib/platform/clock";
import { dataDirectory } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { registerJobs } from "@/lib/platform/job-registry";
import { runReadyJobs } from "@/lib/platform/jobs";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";
import { createPost, publishPost, retirePost, updatePost } from "@/lib/posts/commands/posts";
import { isDivided } from "@/lib/posts/schema";
import { type Canary, canary, type Planted, plantedFile } from "./canaries";

/** Puts a canary into everything that not everybody may read, through the commands people use. For leak-sweep.spec.ts. */
const community = (await findCommunityBySlug("slow-query"))!;
const [benefit] = await listPlanBenefits(community.id);
const planted: Planted = { canaries: [], posts: {}, comments: {}, files: {}, prices: [], people: {}, topics: [] };
const author = await memberOf("ravi@guildhall.example");
const commenter = await newMember("Casey Holt", `${sing("mail").marks[0]}@guildhall.example`);

await plantPeople();
await plantPosts();
await plantTalk();
await plantRetired();
await plantBuyers();
planted.prices = (await listPlans(community.id)).flatMap(({ month, year }) =>
  [month?.id, year?.id].filter((id) => id !== undefined),
);
planted.topics = (await listTopics(community.id)).map(({ slug }) => slug);
await registerJobs();
await runReadyJobs();
await closeDatabase();
writeFileSync(path.join(dataDirectory(), plantedFile), JSON.stringify(planted));

function sing(key: string): Canary {
  const made = canary(key, planted.canaries.length);
  planted.canaries.push(made);
  return made;
}

async function memberOf(email: string): Promise<string> {
  const person = (await findCredentials(email))!;
  return (await findMembership(community.id, person.userId))!.memberId;
}

async function newMember(name: string, email: string): Promise<{ memberId: string; userId: string }> {
  return transact(async (tx) => {
    const userId = await createUser(tx, { name, email, passwordHash: null, emailVerified: true });
    const memberId = await joinCommunity(tx, { communityId: community.id, userId, reason: "free" });
    return { memberId, userId };
  });
}

async function plantPeople(): Promise<void> {
  await transact((tx) =>
    createUser(tx, {
      name: "Nora Outside",
      email: "outside@story.example",
      handle: "nora-outside",
      passwordHash: null,
      emailVerified: true,
    }),
  );
  planted.people.outside = { email: "outside@story.example", handle: "nora-outside" };
}

type Wanted = Pick<PostFacts, "kind" | "audience"> & {
  /** Cents for which this post alone is sold. */
  price?: number;
  state?: "draft" | "published";
  /** The title and the words before the pay line hold the canary too. */
  hiddenFace?: boolean;
};

/** A text with its canary in a sentence, a list, a table, code and a picture's description. */
async function writePost(key: string, { kind, audience, price, state = "published", hiddenFace = false }: Wanted) {
  const { sentence } = sing(key);
  const divided = isDivided(kind, audience);
  const fileId = newId();
  const title = hiddenFace ? `Hidden ${key} ${sentence}` : `Story of ${key}`;
  const markdown = [
    divided ? `Everybody may read this opening of ${key}.\n\n<!-- pay -->` : "",
    `The secret: ${sentence}.`,
    `## Below\n\n- ${sentence}\n- ![${sentence}](/api/files/${fileId})`,
    `| a | b |\n|---|---|\n| 1 | ${sentence} |`,
    `\`\`\`ts\n// ${sentence}\nexport const answer = 42;\n\`\`\``,
  ].join("\n\n");
  const rendered = await renderMarkdown(markdown, { paid: divided, excerpt: "", lang: "en" });
  const benefitId = audience === "benefit" ? benefit!.id : null;
  const draft = { kind, title, audience, benefitId, topicId: null, lang: "en", markdown, rendered };
  const made = await transact((tx) =>
    createPost(tx, { ...draft, communityId: community.id, authorId: author, state, slug: `story-of-${key}` }),
  );
  if (price)
    await transact((tx) =>
      setSinglePrice(tx, { community, postId: made.postId, title, amount: price, actorId: author }),
    );
  const picture = await sharp({
    create: { width: 40 + planted.canaries.length, height: 30, channels: 3, background: "#336" },
  })
    .png()
    .toBuffer();
  const prepared = await prepareFile({
    communityId: community.id,
    name: key === "old-revision" ? "old.png" : `${sentence}.png`,
    bytes: picture,
  });
  if (typeof prepared === "string") throw new Error(`the picture was refused: ${prepared}`);
  await transact((tx) =>
    storeFile(tx, {
      id: fileId,
      communityId: community.id,
      postId: made.postId,
      uploadedBy: author,
      inTeaser: false,
      prepared,
    }),
  );
  planted.files[key] = fileId;
  planted.posts[key] = { id: made.postId, slug: made.slug };
  return { ...made, draft };
}

async function comment(
  key: string,
  postId: string,
  postKind: PostFacts["kind"],
  replyToId: string | null = null,
): Promise<string> {
  const { sentence } = sing(key);
  const { html } = await renderComment(sentence);
  const where = { communityId: community.id, postId, postKind, authorId: commenter.memberId };
  const id = await transact((tx) => addComment(tx, { ...where, replyToId, markdown: sentence, html }));
  planted.comments[key] = id;
  return id;
}

async function plantPosts(): Promise<void> {
  const plan = await writePost("plan", { kind: "tutorial", audience: "benefit" });
  const first = await comment("plan-comment", plan.postId, "tutorial");
  await comment("plan-reply", plan.postId, "tutorial", first);
  await writePost("purchase", { kind: "tutorial", audience: "purchase", price: 900 });
  await writePost("plan-and-single", { kind: "article", audience: "benefit", price: 700 });
  await writePost("other-single", { kind: "tutorial", audience: "purchase", price: 500 });
  const members = await writePost("members", { kind: "tutorial", audience: "members" });
  await comment("members-comment", members.postId, "tutorial");
  await writePost("draft", { kind: "tutorial", audience: "public", state: "draft", hiddenFace: true });
  const later = await writePost("scheduled", { kind: "article", audience: "public", state: "draft", hiddenFace: true });
  const at = new Date(now().getTime() + 300 * dayMs);
  await transact((tx) => publishPost(tx, { communityId: community.id, postId: later.postId, actorId: author, at }));
}

async function plantTalk(): Promise<void> {
  const talk = await writePost("talk", { kind: "discussion", audience: "members", hiddenFace: true });
  await comment("talk-comment", talk.postId, "discussion");
  await writePost("question", { kind: "question", audience: "members", hiddenFace: true });
}

/** What was once to be read and is no more: by nobody, or by staff only. */
async function plantRetired(): Promise<void> {
  const open = await writePost("open", { kind: "discussion", audience: "public" });
  const gone = await comment("deleted-comment", open.postId, "discussion");
  await transact((tx) =>
    deleteComment(tx, { communityId: community.id, commentId: gone, actorId: commenter.memberId }),
  );
  const edited = await comment("edited-comment", open.postId, "discussion");
  const words = { markdown: "Nothing to see.", html: "<p>Nothing to see.</p>" };
  await transact((tx) =>
    editComment(tx, { communityId: community.id, commentId: edited, actorId: commenter.memberId, ...words }),
  );
  const revised = await writePost("old-revision", { kind: "article", audience: "public" });
  const rendered = await renderMarkdown("A new text.", { paid: false, excerpt: "", lang: "en" });
  const change = { ...revised.draft, markdown: "A new text.", rendered };
  await transact((tx) =>
    updatePost(tx, { ...change, communityId: community.id, postId: revised.postId, editorId: author }),
  );
  for (const state of ["archived", "removed"] as const) {
    const post = await writePost(state, { kind: "article", audience: "public", hiddenFace: true });
    await transact((tx) => retirePost(tx, { communityId: community.id, postId: post.postId, actorId: author, state }));
  }
}

/** Somebody whose plan has ended, and two who bought one tutorial each. */
async function plantBuyers(): Promise<void> {
  const benefitOf = async (key: string) => {
    const { id } = planted.posts[key]!;
    const price = await findSinglePrice(community.id, id);
    if (price) planted.prices.push(price.priceId);
    return transact((tx) =>
      setSinglePrice(tx, { community, postId: id, title: `Story of ${key}`, amount: price!.amount, actorId: author }),
    );
  };
  const hour = 3_600_000;
  const past = { startsAt: new Date(now().getTime() - 40 * dayMs), endsAt: new Date(now().getTime() - hour) };
  const kept = { startsAt: new Date(now().getTime() - hour), endsAt: null };
  await grantTo("lapsed", [{ benefitId: benefit!.id, ...past }], "subscription");
  await grantTo("otherBuyer", [{ benefitId: (await benefitOf("other-single"))!, ...kept }], "order");
  const wanted = await Promise.all(["purchase", "plan-and-single"].map(benefitOf));
  await grantTo(
    "buyer",
    wanted.map((benefitId) => ({ benefitId: benefitId!, ...kept })),
    "order",
  );
}

async function grantTo(
  key: string,
  grants: { benefitId: string; startsAt: Date; endsAt: Date | null }[],
  sourceKind: "order" | "subscription",
): Promise<void> {
  const email = `${key.toLowerCase()}@story.example`;
  const { memberId, userId } = await newMember(`Story ${key}`, email);
  const source = { communityId: community.id, userId, memberId, sourceKind, sourceId: newId() };
  await transact((tx) => replaceGrants(tx, { ...source, grants }));
  planted.people[key] = { email, handle: "" };
}
