import type { Metadata } from "next";
import { StudioEditor } from "@/components/posts/studio-editor";
import { CommunityFrame } from "@/components/shell/community-frame";
import { requestWords } from "@/lib/i18n/request";
import { loadPlanNames, requireWriter } from "@/lib/posts/loaders";

export const metadata: Metadata = { robots: { index: false } };

/** An empty sheet for a creator. */
export default async function NewPostPage({ params }: { params: Promise<{ community: string }> }) {
  const { community, viewer, topics } = await requireWriter((await params).community);
  const [words, planNames] = await Promise.all([requestWords(), loadPlanNames(community.id)]);
  const { t } = words;
  const [firstPlan] = planNames.keys();
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="studio"
      title={t("posts.studio.new")}
      width="form"
      crumbs={[{ href: `/c/${community.slug}/studio`, label: t("posts.studio.title") }]}
    >
      <h1 className="mb-6 text-2xl">{t("posts.studio.new")}</h1>
      <StudioEditor
        community={community}
        topics={topics}
        planNames={planNames}
        words={words}
        mayPublish
        values={{
          kind: "tutorial",
          title: "",
          excerpt: "",
          topic: "",
          audience: firstPlan ? `benefit:${firstPlan}` : "public",
          price: "",
          text: "",
        }}
      />
    </CommunityFrame>
  );
}
