import type { Metadata } from "next";
import { SurveyDraftView } from "@/components/feedback/survey-draft-view";
import { SurveyPreview } from "@/components/feedback/survey-preview";
import { SurveyResultsView } from "@/components/feedback/survey-results-view";
import { CommunityFrame } from "@/components/shell/community-frame";
import { loadSurvey } from "@/lib/feedback/loaders/surveys";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string; survey: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("feedback.title"), robots: { index: false } };
}

/** One survey: its editor while it is a draft, what came of it afterwards, and at any time what members see. */
export default async function SurveyPage({ params, searchParams }: Props) {
  const { community: slug, survey: id } = await params;
  const search = await searchParams;
  const page = await loadSurvey(slug, id, search);
  const { community, viewer, survey } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={survey.title || t("feedback.row.untitled")}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/surveys`, label: t("feedback.title") },
      ]}
      width="form"
    >
      {page.query.view === "preview" ? (
        <SurveyPreview page={page} words={words} />
      ) : page.results ? (
        <SurveyResultsView page={page} words={words} />
      ) : (
        <SurveyDraftView page={page} saved={search.saved === "yes"} words={words} />
      )}
    </CommunityFrame>
  );
}
