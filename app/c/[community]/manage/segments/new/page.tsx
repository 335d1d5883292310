import type { Metadata } from "next";
import { SegmentForm } from "@/components/segments/segment-form";
import { CommunityFrame } from "@/components/shell/community-frame";
import { requestWords } from "@/lib/i18n/request";
import { loadNewSegment } from "@/lib/segments/loaders";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("segments.create"), robots: { index: false } };
}

/** An editor, empty or filled from a template. */
export default async function NewSegmentPage({ params, searchParams }: Props) {
  const page = await loadNewSegment((await params).community, await searchParams);
  const { community, viewer, plans, topics, template, draft } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const name = template ? t(`segments.template.${template}`) : "";
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={t("segments.create")}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/segments`, label: t("segments.title") },
      ]}
      width="form"
    >
      <h1 className="mb-5 text-2xl">{t("segments.create")}</h1>
      <SegmentForm community={community} draft={{ ...draft, name }} names={{ plans, topics }} words={words} />
    </CommunityFrame>
  );
}
