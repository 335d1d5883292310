import type { Metadata } from "next";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestWords } from "@/lib/i18n/request";
import { leaveAction } from "@/lib/members/actions";
import { loadLeaving } from "@/lib/members/loaders";

type Props = { params: Promise<{ community: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("members.leave.title"), robots: { index: false } };
}

/** Asks once before somebody leaves, and says what stays and what goes. */
export default async function LeavePage({ params }: Props) {
  const { community, viewer, isOwner, renews } = await loadLeaving((await params).community);
  const { t } = await requestWords();
  const base = `/c/${community.slug}`;
  const own = `${base}/members/${viewer.person?.handle}`;
  const billing = (
    <ButtonLink href="/me/billing" size="sm">
      {t("members.leave.billing")}
    </ButtonLink>
  );
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="members"
      title={t("members.leave.title")}
      crumbs={[{ href: `${base}/members`, label: t("members.directory.title") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("members.leave.heading", { community: community.name })}</h1>
      <p className="mt-3 max-w-150 text-ink-2">{t("members.leave.stays")}</p>
      <p className="mt-2 max-w-150 text-ink-2">{t("members.leave.loses")}</p>
      {isOwner ? (
        <Notice className="mt-5">{t("members.leave.owner")}</Notice>
      ) : renews ? (
        <Notice tone="warning" className="mt-5" action={billing}>
          {t("members.leave.renews")}
        </Notice>
      ) : null}
      <ActionForm
        action={leaveAction}
        hidden={{ community: community.slug }}
        className="mt-6 flex flex-wrap items-center gap-2"
      >
        <ButtonLink href={own}>{t("members.leave.keep")}</ButtonLink>
        {isOwner || renews ? null : (
          <SubmitButton variant="danger" busyLabel={t("members.leave.busy")}>
            {t("members.leave.confirm")}
          </SubmitButton>
        )}
      </ActionForm>
    </CommunityFrame>
  );
}
