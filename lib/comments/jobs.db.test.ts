import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { commentBodies } from "@/db/schema/bodies";
import { jobs } from "@/db/schema/platform";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, writePost } from "@/e2e/support/talk-world";
import { rewriteCommentHtml } from "@/lib/access/bodies";
import { installationFact, setInstallationFact } from "@/lib/platform/installation";
import { registerJobs } from "@/lib/platform/job-registry";
import { enqueue, runReadyJobs } from "@/lib/platform/jobs";
import { pipelineVersion } from "@/lib/platform/markdown/render";
import { addComment } from "./commands";

const kind = "comments.render-again";
const fact = "comments_pipeline_version";

beforeEach(async () => {
  await freshDatabase();
  await registerJobs();
});

async function writeComments(count: number): Promise<string[]> {
  const community = await makeCommunity("house");
  const post = await writePost(community, community.ownerId, "Text");
  const words = { communityId: community.id, postId: post.id, postKind: post.kind, authorId: community.ownerId };
  return transact(async (tx) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(await addComment(tx, { ...words, markdown: `**${n}**`, html: "old" }));
    return ids;
  });
}
/** As the worker does every ten minutes. */
async function lookAgain() {
  await transact((tx) => enqueue(tx, { kind, payload: {} }));
  await runReadyJobs();
}
const texts = () => read().select().from(commentBodies);
const chain = async () =>
  (await read().select().from(jobs).where(eq(jobs.kind, kind))).filter(({ uniqueKey }) => uniqueKey !== null);

describe("comments that an older pipeline rendered", () => {
  it("are rendered again in small jobs, and only when the pipeline has grown", async () => {
    await writeComments(103);
    await lookAgain();
    expect(await chain()).toEqual([]);
    await transact((tx) => setInstallationFact(tx, fact, "0"));
    await lookAgain();
    await lookAgain();
    expect((await chain()).length).toBe(2);
    expect(await installationFact(fact)).toBe(String(pipelineVersion));
    for (const { html, markdown } of await texts())
      expect(html).toBe(`<p><strong>${markdown.slice(2, -2)}</strong></p>`);
  });

  it("keep the words they got while the job was rendering the ones before", async () => {
    const [commentId] = await writeComments(1);
    const stale = { commentId: commentId!, markdown: "what the job had read", html: "<p>what it made of it</p>" };
    await transact((tx) => rewriteCommentHtml(tx, stale));
    expect((await texts())[0]!.html).toBe("old");
  });
});
