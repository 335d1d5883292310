import type { Metadata } from "next";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionForm } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestWords } from "@/lib/i18n/request";
import { chooseLettersAction } from "@/lib/outreach/actions";
import { loadLetters } from "@/lib/outreach/loaders/outreach";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("outreach.letters.short"), robots: { index: false }, referrer: "no-referrer" };
}

/** Where somebody says whether they want letters: by the link in one, or signed in. */
export default async function LettersPage({ params, searchParams }: Props) {
  const { community, viewer, token, wanted } = await loadLetters((await params).community, await searchParams);
  const { t } = await requestWords();
  const name = { community: community.name };
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("outreach.letters.short")}
      width="form"
    >
      <h1 className="text-2xl">{t("outreach.letters.title", name)}</h1>
      <p className="mt-3 max-w-150 text-ink-2">
        {wanted ? t("outreach.letters.wanted", name) : t("outreach.letters.unwanted", name)}
      </p>
      <ActionForm
        action={chooseLettersAction}
        hidden={{ community: community.slug, token, wanted: wanted ? "no" : "yes" }}
        className="mt-6 grid justify-items-start gap-4"
      >
        <SubmitButton busyLabel={t(wanted ? "outreach.letters.stopping" : "outreach.letters.allowing")}>
          {t(wanted ? "outreach.letters.stop" : "outreach.letters.allow")}
        </SubmitButton>
      </ActionForm>
    </CommunityFrame>
  );
}
