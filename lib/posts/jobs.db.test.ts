import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { bodies } from "@/db/schema/bodies";
import { journal } from "@/db/schema/journal";
import { jobs } from "@/db/schema/platform";
import { files, posts } from "@/db/schema/posts";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, writePost } from "@/e2e/support/talk-world";
import { storeFile } from "@/lib/media/commands";
import { registerJobs } from "@/lib/platform/job-registry";
import { enqueue, runReadyJobs } from "@/lib/platform/jobs";
import { pipelineVersion, renderMarkdown } from "@/lib/platform/markdown/render";
import { updatePost } from "./commands/posts";
import { renewRendering } from "./commands/renderings";

const kind = "posts.render-again";
let community: Awaited<ReturnType<typeof makeCommunity>>;

beforeEach(async () => {
  await freshDatabase();
  await registerJobs();
  community = await makeCommunity("house");
});

/** As the worker does every ten minutes. */
async function lookAgain(payload: Record<string, string> = {}) {
  await transact((tx) => enqueue(tx, { kind, payload }));
  await runReadyJobs();
}
const allPosts = () => read().select().from(posts).orderBy(asc(posts.id));
const allBodies = () => read().select().from(bodies).orderBy(asc(bodies.postId), asc(bodies.revision));
const chain = async () =>
  (await read().select().from(jobs).where(eq(jobs.kind, kind))).filter(({ uniqueKey }) => uniqueKey !== null);

/** What an older pipeline could have left. */
const forget = () =>
  transact(async (tx) => {
    await tx.update(posts).set({ pipelineVersion: 0, teaserHtml: "old", readingMinutes: 99 });
    await tx.update(bodies).set({ html: "old" });
  });

const paidText = "# T\n\nAbove.\n\n<!-- pay -->\n\n## Below\n\nThe rest.";

describe("posts that an older pipeline rendered", () => {
  it("are rendered again, a few at a time, and nothing else about them changes", async () => {
    const benefitId = await makeBenefit(community.id);
    for (let n = 0; n < 24; n++) await writePost(community, community.ownerId, `Text **${n}**`, { title: `T ${n}` });
    await writePost(community, community.ownerId, paidText, { audience: "benefit", benefitId });
    await runReadyJobs();
    const before = [await allPosts(), await allBodies(), (await read().select().from(journal)).length];
    await forget();
    await lookAgain();
    expect([await allPosts(), await allBodies(), (await read().select().from(journal)).length]).toEqual(before);
    expect((await chain()).length).toBe(2);
    await lookAgain();
    expect((await chain()).length).toBe(2);
  });

  it("keep the excerpt their author wrote and the text of earlier revisions", async () => {
    const post = await writePost(community, community.ownerId, "One");
    const words = { kind: "tutorial", title: "T", audience: "public", benefitId: null, topicId: null } as const;
    const rendered = await renderMarkdown("Two", { paid: false, excerpt: "By hand" });
    const change = { communityId: community.id, postId: post.id, editorId: community.ownerId };
    await transact((tx) => updatePost(tx, { ...words, ...change, lang: "en", markdown: "Two", rendered }));
    await forget();
    await lookAgain();
    expect((await allBodies()).map(({ html }) => html)).toEqual(["old", "<p>Two</p>"]);
    expect((await allPosts())[0]!.excerpt).toBe("By hand");
  });

  it("are left alone when they were changed meanwhile, or by an instance that is older or too new", async () => {
    const post = await writePost(community, community.ownerId, "One");
    await forget();
    const rendered = await renderMarkdown("One", { paid: false });
    const outcome = await transact((tx) => renewRendering(tx, { postId: post.id, revision: 2, rendered }));
    await lookAgain({ version: String(pipelineVersion - 1), after: "" });
    await lookAgain({ version: String(pipelineVersion + 1), after: "" });
    expect([outcome, (await allBodies())[0]!.html]).toEqual([false, "old"]);
    const waiting = (await read().select().from(jobs)).filter(({ lastError }) =>
      lastError?.includes("renders version"),
    );
    expect(waiting.map(({ state }) => state)).toEqual(["ready"]);
  });

  it("lead where they led when they were imported, and a picture follows the pay line", async () => {
    const benefitId = await makeBenefit(community.id);
    const text = "[next](/docs/two.html)\n\n<!-- pay -->\n\nThe rest.\n\n![p](img/p.png)";
    const post = await writePost(community, community.ownerId, text, { audience: "benefit", benefitId });
    const prepared = { name: "p", mime: "image/png", size: 1, width: 3, height: 2, sha256: "s" };
    const file = { communityId: community.id, postId: post.id, uploadedBy: null, sourcePath: "img/p.png", prepared };
    const id = await transact((tx) => storeFile(tx, { ...file, inTeaser: true }));
    await transact(async (tx) => {
      const teaserHtml = '<p><a href="/c/house/posts/two">next</a></p>';
      await tx.update(posts).set({ sourcePath: "one.md", teaserHtml, pipelineVersion: 0 });
    });
    await lookAgain();
    expect((await allPosts())[0]!.teaserHtml).toBe('<p><a href="/c/house/posts/two">next</a></p>');
    expect((await allBodies())[0]!.html).toMatch(new RegExp(`src="/api/files/${id}"[^>]* width="3"`));
    expect((await read().select().from(files))[0]!.inTeaser).toBe(false);
  });
});
