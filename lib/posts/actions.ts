"use server";
import { transact } from "@/db/client";
import { memberAction } from "@/lib/access/action";
import { openSource } from "@/lib/access/bodies";
import type { Viewer } from "@/lib/access/types";
import { followPost, setSinglePrice } from "@/lib/billing/commands/single-prices";
import type { Community } from "@/lib/communities/types";
import { rewriteStored } from "@/lib/exchange/links";
import { findStoredSource } from "@/lib/exchange/queries";
import { markTeaserFiles } from "@/lib/media/commands";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { type Rendered, type RenderOptions, renderMarkdown } from "@/lib/platform/markdown/render";
import { parseAmount } from "@/lib/platform/money";
import { createPost, type PostDraft, pinPost, publishPost, retirePost, updatePost } from "./commands/posts";
import { languageOf } from "./language";
import { mayEditPost, mayRemovePost, mayWrite } from "./policy";
import { parseLocalTime } from "./publish-at";
import { findPostFacts } from "./queries/posts";
import { type Audience, ChangePostState, isDivided, PinPost, type PostKind, StartTalk, WritePost } from "./schema";

/** A member starts a discussion or asks a question: published at once. */
export const startTalkAction = memberAction({
  name: "posts.start-talk",
  schema: StartTalk,
  limits: { perPerson: [20, hourMs] },
  handler: async ({ input, viewer, community }) => {
    if (!mayWrite(viewer, input.kind)) throw new Refusal("not-allowed");
    const draft = await draftOf({
      kind: input.kind,
      title: input.title,
      excerpt: "",
      audience: input.audience,
      benefitId: null,
      topicId: input.topic ?? null,
      markdown: input.text,
    });
    const { slug } = await transact((tx) =>
      createPost(tx, { ...draft, communityId: community.id, authorId: viewer.membership.memberId, state: "published" }),
    );
    return { redirectTo: `/c/${community.slug}/posts/${slug}` };
  },
});

/** The studio's one form: saves a draft or a change, shows what it will look like, or publishes it. */
export const writePostAction = memberAction({
  name: "posts.write",
  schema: WritePost,
  limits: { perPerson: [240, hourMs] },
  handler: async ({ input, viewer, community, words }) => {
    const existing = input.post ? await findEditable(viewer, community, input.post) : null;
    if (!existing && !mayWrite(viewer, input.kind)) throw new Refusal("not-allowed");
    const draft = await draftOf({
      ...input,
      ...audienceOf(input.audience),
      topicId: input.topic ?? null,
      markdown: input.text,
      rewriteUrl: existing ? await importedLinks(community, existing.id) : undefined,
    });
    if (input.intent === "preview") return { made: previewOf(draft.rendered), keepTyped: true };
    if (input.intent === "publish" && input.text.trim() === "") throw new Refusal("required", { field: "text" });
    const publishAt = publishTime(input.publishAt, community);
    const price = parseAmount(input.price, community.currency);
    if (price === null && input.price !== "") throw new Refusal("bad-price", { field: "price" });
    if (input.audience === "purchase" && price === null) throw new Refusal("bad-price", { field: "price" });
    const saved = await transact(async (tx) => {
      const author = viewer.membership.memberId;
      const post = existing
        ? { postId: existing.id, slug: "" }
        : await createPost(tx, { ...draft, communityId: community.id, authorId: author, state: "draft" });
      if (existing) {
        const change = { ...draft, communityId: community.id, postId: existing.id, editorId: author };
        await updatePost(tx, { ...change, expectedRevision: input.revision });
        await markTeaserFiles(tx, community.id, existing.id, draft.rendered.teaserHtml);
      }
      await setSinglePrice(tx, { community, postId: post.postId, title: input.title, amount: price, actorId: author });
      if (input.intent === "publish") {
        await publishPost(tx, {
          communityId: community.id,
          postId: post.postId,
          actorId: author,
          at: publishAt ?? undefined,
        });
        await followPost(tx, { communityId: community.id, postId: post.postId, actorId: author });
      }
      return post;
    });
    if (existing && input.intent === "save") {
      return {
        message: words.t("posts.studio.saved"),
        made: { revision: String(existing.revision + 1) },
        keepTyped: true,
      };
    }
    const suffix = input.intent === "publish" ? "?published=yes" : "?saved=yes";
    return { redirectTo: `/c/${community.slug}/studio/${saved.postId}${suffix}` };
  },
});

/** Back to draft, archive, or (staff) remove. */
export const changePostStateAction = memberAction({
  name: "posts.change-state",
  schema: ChangePostState,
  handler: async ({ input, viewer, community }) => {
    const post = await findPostFacts(community.id, input.post);
    if (!post) throw new NotFound();
    const allowed = input.to === "removed" ? mayRemovePost(viewer, post) : mayEditPost(viewer, post);
    if (!allowed) throw new NotFound();
    const actorId = viewer.membership.memberId;
    const { to } = input;
    await transact(async (tx) => {
      if (to === "published") await publishPost(tx, { communityId: community.id, postId: post.id, actorId });
      else await retirePost(tx, { communityId: community.id, postId: post.id, actorId, state: to });
      await followPost(tx, { communityId: community.id, postId: post.id, actorId });
    });
    return { redirectTo: to === "removed" ? `/c/${community.slug}/feed` : `/c/${community.slug}/studio/${post.id}` };
  },
});

export const pinPostAction = memberAction({
  name: "posts.pin",
  schema: PinPost,
  handler: async ({ input, viewer, community }) => {
    const post = await findPostFacts(community.id, input.post);
    if (!post || !mayRemovePost(viewer, post)) throw new NotFound();
    await transact((tx) => pinPost(tx, community.id, post.id, viewer.membership.memberId, input.pinned === "yes"));
    return { redirectTo: `/c/${community.slug}/feed` };
  },
});

async function findEditable(viewer: Viewer, community: Community, postId: string) {
  const post = await findPostFacts(community.id, postId);
  if (!post || !mayEditPost(viewer, post) || (await openSource(viewer, post)) === null) throw new NotFound();
  return post;
}

function audienceOf(text: string): { audience: Audience; benefitId: string | null } {
  if (text.startsWith("benefit:")) return { audience: "benefit", benefitId: text.slice("benefit:".length) };
  return { audience: text as Audience, benefitId: null };
}

/** What the editor's preview shows, with what the author should look at. */
function previewOf(rendered: Rendered): Record<string, string> {
  return {
    preview: rendered.teaserHtml,
    body: rendered.bodyHtml,
    minutes: String(rendered.readingMinutes),
    warnings: String(rendered.warnings.length),
  };
}

function publishTime(text: string, community: Community): Date | null {
  if (text === "") return null;
  const at = parseLocalTime(text, community.zone);
  if (!at) throw new Refusal("invalid", { field: "publishAt" });
  return at;
}

/** An imported text keeps its source's relative links; they go on meaning what they meant there. */
async function importedLinks(community: Community, postId: string): Promise<RenderOptions["rewriteUrl"]> {
  const source = await findStoredSource(community.id, postId);
  return source ? rewriteStored(source, community.slug) : undefined;
}

async function draftOf(post: {
  kind: PostKind;
  title: string;
  excerpt: string;
  audience: Audience;
  benefitId: string | null;
  topicId: string | null;
  markdown: string;
  rewriteUrl?: RenderOptions["rewriteUrl"];
}): Promise<PostDraft> {
  const lang = languageOf(`${post.title}\n${post.markdown}`);
  const rendered = await renderMarkdown(post.markdown, {
    paid: isDivided(post.kind, post.audience),
    excerpt: post.excerpt,
    lang,
    rewriteUrl: post.rewriteUrl,
  });
  return { ...post, lang, rendered };
}
