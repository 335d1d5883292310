import "server-only";
import { transact } from "@/db/client";
import { readForIndexing } from "@/lib/access/bodies";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { findPostForIndex } from "@/lib/posts/queries/posts";
import { indexDocument } from "./commands";

/** Indexes the newest revision of a post: its public face and its body as two documents. Runs any number of times. */
export async function indexPost({ postId }: Record<string, string>): Promise<void> {
  if (!postId) return;
  const post = await findPostForIndex(postId);
  const source = await transact((tx) => readForIndexing(tx, postId));
  if (!post || !source) return;
  const rendered = await renderMarkdown(source.markdown, {
    paid: post.audience !== "public",
    excerpt: post.excerpt,
    lang: post.lang,
  });
  const face = `${post.title}\n${post.excerpt}\n${rendered.plainTeaser}`;
  await transact(async (tx) => {
    await indexDocument(tx, { communityId: post.communityId, postId, part: "face", text: face });
    await indexDocument(tx, { communityId: post.communityId, postId, part: "body", text: rendered.plainBody });
  });
}
