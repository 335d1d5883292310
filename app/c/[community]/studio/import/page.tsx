import type { Metadata } from "next";
import { ImportForm } from "@/components/exchange/import-form";
import { ImportReport } from "@/components/exchange/import-report";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Notice } from "@/components/ui/notice";
import { loadImport } from "@/lib/exchange/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("exchange.page.title"), robots: { index: false } };
}

/** Bringing in a folder of Markdown: upload, look at what would happen, confirm. */
export default async function ImportPage({ params, searchParams }: Props) {
  const { community, viewer, plans, upload, refusal } = await loadImport((await params).community, await searchParams);
  const words = await requestWords();
  const { t } = words;
  const crumbs = [{ href: `/c/${community.slug}/studio`, label: t("posts.studio.title") }];
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="import"
      title={t("exchange.page.title")}
      crumbs={crumbs}
      width={upload ? "wide" : "form"}
    >
      <h1 className="text-2xl">{t("exchange.page.heading")}</h1>
      <p className="mt-1 text-ink-2">{t("exchange.page.intro")}</p>
      {refusal ? (
        <div role="alert" className="mt-4">
          <Notice tone="danger">
            {refusal.includes("-")
              ? t(`exchange.problem.${refusal as "zip-damaged"}`, { place: "", detail: "" })
              : t(`exchange.page.${refusal as "noFile"}`)}
          </Notice>
        </div>
      ) : null}
      <div className="mt-6">
        {upload ? (
          <ImportReport community={community.slug} upload={upload} words={words} />
        ) : (
          <ImportForm community={community.slug} plans={plans} words={words} />
        )}
      </div>
    </CommunityFrame>
  );
}
