import type { Metadata } from "next";
import { GiftForm } from "@/components/billing/gift-form";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormMessage } from "@/components/ui/form-message";
import { Gift } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { loadGiftPage } from "@/lib/billing/loaders/gifts";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.gift.heading") };
}

/** A pass for somebody else: chosen here, paid at the checkout, redeemed by whoever gets the code. */
export default async function GiftPage({ params, searchParams }: Props) {
  const { community, viewer, query, gifts, sandbox } = await loadGiftPage((await params).community, await searchParams);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("billing.gift.heading")}
      crumbs={[{ href: `${base}/join`, label: t("common.nav.join") }]}
      width="form"
      path={`${base}/gift`}
    >
      {query.redeemed ? (
        <div className="mb-8">
          <FormMessage tone="success">
            <p className="font-semibold">{t("billing.gift.redeemed")}</p>
            <p>
              {t("billing.gift.redeemedText")}{" "}
              <Link className="link" href="/me/access">
                {t("billing.gift.seeAccess")}
              </Link>
            </p>
          </FormMessage>
        </div>
      ) : null}
      <h1 className="text-2xl">{t("billing.gift.heading")}</h1>
      <p className="mt-1 text-ink-2">{t("billing.gift.lead")}</p>
      {gifts.length > 0 ? (
        <>
          {sandbox ? (
            <div className="mt-4">
              <SandboxStrip words={words} />
            </div>
          ) : null}
          <GiftForm community={community} viewer={viewer} query={query} gifts={gifts} words={words} />
        </>
      ) : (
        <div className="mt-6">
          <EmptyState
            icon={Gift}
            title={t("billing.gift.none")}
            action={<ButtonLink href={`${base}/join`}>{t("billing.back.again")}</ButtonLink>}
          >
            {t("billing.gift.noneHint")}
          </EmptyState>
        </div>
      )}
      <p className="mt-8 border-t border-line pt-5 text-ink-2">
        {t("billing.gift.have")}{" "}
        <Link className="link" href={`${base}/gift/redeem`}>
          {t("billing.coupon.giftLink")}
        </Link>
      </p>
    </CommunityFrame>
  );
}
