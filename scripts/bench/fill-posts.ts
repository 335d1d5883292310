import { comments, posts } from "@/db/schema/posts";
import { writeBody, writeCommentBody } from "@/lib/access/bodies";
import { newId } from "@/lib/platform/ids";
import { pipelineVersion, type Rendered, renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";
import { hotness } from "@/lib/posts/hotness";
import type { Audience } from "@/lib/posts/schema";
import { indexDocument } from "@/lib/search/commands";
import { at, inBatches } from "./batches";
import { type Person, topicId } from "./fill-people";
import { commentText, topicNames, tutorialText } from "./texts";

interface Text {
  audience: Audience;
  markdown: string;
  rendered: Rendered;
}

interface Written {
  id: string;
  slug: string;
  isPublic: boolean;
}

/** Of five posts three are public, one is for members, one for the plan. The newest is the busy one. */
export async function addPosts(
  communityId: string,
  benefitId: string,
  people: Person[],
  talk: number[],
): Promise<Written[]> {
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
export async function addComments(
  communityId: string,
  people: Person[],
  written: Written[],
  talk: number[],
): Promise<void> {
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
