import "server-only";
import { transact } from "@/db/client";
import { listCommentsForRendering, rewriteCommentHtml } from "@/lib/access/bodies";
import { installationFact, setInstallationFact } from "@/lib/platform/installation";
import { pipelineVersion } from "@/lib/platform/markdown/render";
import { renderAgainJob } from "@/lib/platform/markdown/render-again";
import { renderComment } from "@/lib/platform/markdown/render-comment";

const batch = 100;
/** The newest pipeline that has seen every comment: a comment itself does not say which one rendered it. */
const fact = "comments_pipeline_version";

/** Renders stored comments again when the Markdown pipeline has grown. */
export const renderCommentsJob = renderAgainJob({
  kind: "comments.render-again",
  areBehind: async () => Number((await installationFact(fact)) ?? 1) < pipelineVersion,
  renderSome,
});

async function renderSome(after: string): Promise<string | null> {
  const texts = await listCommentsForRendering(after, batch);
  const renewed: { commentId: string; markdown: string; html: string }[] = [];
  for (const text of texts) renewed.push({ ...text, html: (await renderComment(text.markdown)).html });
  const isLast = texts.length < batch;
  await transact(async (tx) => {
    for (const text of renewed) await rewriteCommentHtml(tx, text);
    if (isLast) await setInstallationFact(tx, fact, String(pipelineVersion));
  });
  return isLast ? null : texts.at(-1)!.commentId;
}
