import type { Metadata } from "next";
import { Entries } from "@/components/billing/owner-ledger";
import { placeOf } from "@/components/billing/owner-money-page";
import { PaymentFacts, RefundPart, Timeline } from "@/components/billing/owner-payment";
import { Part } from "@/components/billing/owner-product-parts";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Static } from "@/components/ui/static";
import { loadPayment } from "@/lib/billing/loaders/money";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string; payment: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("selling.money.tabs.orders"), robots: { index: false } };
}

/** One payment: what it was, what became of it, what the ledger says, and the way to give it back. */
export default async function PaymentPage({ params }: Props) {
  const asked = await params;
  const loaded = await loadPayment(asked.community, asked.payment);
  const { community, viewer, payment, postings, answer, credits, endsAccess } = loaded;
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const place = placeOf(community, viewer, words);
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="orders"
      title={payment.number}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/orders`, label: t("common.nav.orders") },
      ]}
      width="form"
    >
      <h1 className="num text-2xl">{t("selling.payment.title", { number: payment.number })}</h1>
      <Static>
        <PaymentFacts loaded={loaded} place={place} />
      </Static>
      <Part id="timeline" title={t("selling.payment.timeline")}>
        <Static>
          <Timeline loaded={loaded} place={place} />
        </Static>
      </Part>
      <Part id="lines" title={t("selling.payment.ledger")}>
        {postings.length > 0 ? (
          <Static>
            <Entries transactions={postings} place={place} label={t("selling.payment.ledgerScroll")} />
          </Static>
        ) : (
          <p className="mt-2 text-ink-2">{t("selling.payment.ledgerNone")}</p>
        )}
      </Part>
      <Part id="refund" title={t("selling.payment.refund")}>
        <RefundPart {...{ payment, answer, credits, endsAccess, words }} slug={community.slug} />
      </Part>
    </CommunityFrame>
  );
}
