import "server-only";
import { setImmediate } from "node:timers/promises";
import { transact } from "@/db/client";
import { listForRendering } from "@/lib/access/bodies";
import { keptLinks } from "@/lib/exchange/kept-links";
import { rewriteStored } from "@/lib/exchange/links";
import { findCommunitySlug, findStoredSource } from "@/lib/exchange/queries";
import { markTeaserFiles } from "@/lib/media/commands";
import { pipelineVersion, type Rendered, type RenderOptions, renderMarkdown } from "@/lib/platform/markdown/render";
import { renderAgainJob } from "@/lib/platform/markdown/render-again";
import { renewRendering } from "./commands/renderings";
import { type Audience, isDivided, type PostKind } from "./schema";

const batch = 20;

/** Renders stored posts again when the Markdown pipeline has grown. A post says itself which one rendered it. */
export const renderPostsJob = renderAgainJob({
  kind: "posts.render-again",
  areBehind: async () => (await listForRendering(pipelineVersion, "", 1)).length > 0,
  renderSome,
});

async function renderSome(after: string): Promise<string | null> {
  const texts = await listForRendering(pipelineVersion, after, batch);
  for (const text of texts) {
    const rendered = await render(text);
    await transact(async (tx) => {
      const isRenewed = await renewRendering(tx, { ...text, rendered });
      if (isRenewed) await markTeaserFiles(tx, text.communityId, text.postId, rendered.teaserHtml);
    });
    // Rendering is pure computing: requests get their turn in between.
    await setImmediate();
  }
  return texts.length === batch ? texts.at(-1)!.postId : null;
}

type StoredText = Awaited<ReturnType<typeof listForRendering>>[number];

async function render(text: StoredText): Promise<Rendered> {
  const { markdown, excerpt, lang } = text;
  const options = { paid: isDivided(text.kind as PostKind, text.audience as Audience), excerpt, lang };
  return renderMarkdown(markdown, { ...options, rewriteUrl: await linksOf(text, options) });
}

/** The links of an imported text go on leading where they led. */
async function linksOf(text: StoredText, options: RenderOptions): Promise<RenderOptions["rewriteUrl"]> {
  if (text.sourcePath === null) return undefined;
  const [source, slug] = await Promise.all([
    findStoredSource(text.communityId, text.postId),
    findCommunitySlug(text.communityId),
  ]);
  if (!source || !slug) return undefined;
  const plain = await renderMarkdown(text.markdown, options);
  return keptLinks(text.teaserHtml + text.bodyHtml, plain.teaserHtml + plain.bodyHtml, rewriteStored(source, slug));
}
