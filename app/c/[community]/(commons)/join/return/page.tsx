import type { Metadata } from "next";
import { ReturnState } from "@/components/billing/return-state";
import { CommunityFrame } from "@/components/shell/community-frame";
import { loadReturn } from "@/lib/billing/loaders/orders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.back.title"), robots: { index: false } };
}

/** Back from the checkout: it asks Stripe by itself, and again every few seconds while there is no answer. */
export default async function ReturnPage({ params, searchParams }: Props) {
  const page = await loadReturn((await params).community, await searchParams);
  const words = await requestWords();
  // Paid and its code not made yet is waiting, too.
  const waiting =
    (page.order.state === "open" && page.cameFromPayment) ||
    (page.order.state === "paid" && page.isGift && page.gift === null);
  return (
    <CommunityFrame
      community={page.community}
      viewer={page.viewer}
      current={null}
      title={words.t("billing.back.title")}
      width="form"
    >
      {waiting ? <meta httpEquiv="refresh" content="3" /> : null}
      <ReturnState {...page} base={`/c/${page.community.slug}`} words={words} />
    </CommunityFrame>
  );
}
