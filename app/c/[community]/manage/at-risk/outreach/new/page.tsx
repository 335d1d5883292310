import type { Metadata } from "next";
import { NewOutreach } from "@/components/outreach/new-outreach";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { UsersRound } from "@/components/ui/icons";
import { requestWords } from "@/lib/i18n/request";
import { loadNewOutreach } from "@/lib/outreach/loaders/outreach";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("outreach.new.title"), robots: { index: false } };
}

/** What is to be done about the chosen members: a letter, an offer, calls. */
export default async function NewOutreachPage({ params, searchParams }: Props) {
  const page = await loadNewOutreach((await params).community, await searchParams);
  const { community, viewer, chosen } = page;
  const words = await requestWords();
  const { t } = words;
  const path = `/c/${community.slug}/manage/at-risk`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={t("outreach.new.title")}
      crumbs={[{ href: path, label: t("outreach.title") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("outreach.new.title")}</h1>
      {chosen > 0 ? (
        <NewOutreach {...page} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState
            icon={UsersRound}
            title={t("outreach.new.nobody")}
            action={<ButtonLink href={path}>{t("outreach.new.back")}</ButtonLink>}
          />
        </div>
      )}
    </CommunityFrame>
  );
}
