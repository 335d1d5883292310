import type { Metadata } from "next";
import { FeedbackTabs } from "@/components/feedback/feedback-tabs";
import { LeaverList } from "@/components/feedback/leaver-list";
import { ReasonsReport } from "@/components/feedback/reasons-report";
import { CommunityFrame } from "@/components/shell/community-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { MessageCircleQuestionMark } from "@/components/ui/icons";
import { loadReasons } from "@/lib/feedback/loaders/reasons";
import { endKinds } from "@/lib/feedback/reasons";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("feedback.reasons.title"), robots: { index: false } };
}

/** Why people cancel and how paying ends, down to the people behind each number. */
export default async function ReasonsPage({ params, searchParams }: Props) {
  const { community, viewer, query, report, rows } = await loadReasons((await params).community, await searchParams);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const isEmpty = report.total === 0 && endKinds.every((kind) => report.ends[kind] === 0);
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("feedback.reasons.title")}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/surveys`, label: t("feedback.title") },
      ]}
      width="wide"
    >
      <h1 className="text-2xl">{t("feedback.reasons.title")}</h1>
      <p className="mt-1 max-w-160 text-ink-2">{t("feedback.reasons.lead")}</p>
      <FeedbackTabs base={base} current="reasons" t={t} />
      {isEmpty ? (
        <div className="mt-6">
          <EmptyState icon={MessageCircleQuestionMark} title={t("feedback.reasons.none")}>
            {t("feedback.reasons.noneHint")}
          </EmptyState>
        </div>
      ) : (
        <ReasonsReport
          slug={community.slug}
          report={report}
          query={query}
          currency={community.currency}
          words={words}
        />
      )}
      {rows ? <LeaverList community={community} rows={rows} query={query} now={viewer.at} words={words} /> : null}
    </CommunityFrame>
  );
}
