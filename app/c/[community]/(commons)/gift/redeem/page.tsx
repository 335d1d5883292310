import type { Metadata } from "next";
import { RedeemForm } from "@/components/billing/redeem-form";
import { CommunityFrame } from "@/components/shell/community-frame";
import { loadRedeemPage } from "@/lib/billing/loaders/gifts";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.gift.redeemTitle"), robots: { index: false } };
}

/** Where a gift's code is entered. An address that carries the code shows what it opens first. */
export default async function RedeemPage({ params, searchParams }: Props) {
  const page = await loadRedeemPage((await params).community, await searchParams);
  const { community, viewer } = page;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("billing.gift.redeemTitle")}
      crumbs={[{ href: `${base}/gift`, label: t("billing.gift.heading") }]}
      width="form"
      path={`${base}/gift/redeem`}
    >
      <h1 className="text-2xl">{t("billing.gift.redeemTitle")}</h1>
      <p className="mt-1 text-ink-2">{t("billing.gift.redeemLead")}</p>
      <RedeemForm {...page} words={words} />
    </CommunityFrame>
  );
}
