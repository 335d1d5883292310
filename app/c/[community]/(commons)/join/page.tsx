import type { Metadata } from "next";
import { CouponForm } from "@/components/billing/coupon-form";
import { JoinQuestions } from "@/components/billing/join-questions";
import { OnceOffers } from "@/components/billing/once-offers";
import { PlanChoice } from "@/components/billing/plan-choice";
import { PlanMatrix } from "@/components/billing/plan-matrix";
import { PreviewNote } from "@/components/billing/preview-note";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { SingleOffer } from "@/components/billing/single-offer";
import { TermsLine } from "@/components/billing/terms-line";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Segmented } from "@/components/ui/tabs";
import { loadJoinPage } from "@/lib/billing/loaders/join";
import { loadCommunity } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community } = await loadCommunity((await params).community);
  const { t } = await requestWords();
  return { title: t("billing.join.title", { community: community.name }), description: community.promise };
}

/** What it costs to take part, in both rhythms, and how to stop. Rhythm and code stand in the address. */
export default async function JoinPage({ params, searchParams }: Props) {
  const page = await loadJoinPage((await params).community, await searchParams);
  const { community, viewer, plans, single, query, terms, texts } = page;
  const words = await requestWords();
  const { t } = words;
  const here = `/c/${community.slug}/join`;
  // A code that lowers nothing is shown where it was typed and sent nowhere.
  const code = page.couponRefusal === null ? query.coupon.trim() : "";
  const rest = new URLSearchParams({
    ...(query.coupon && { coupon: query.coupon }),
    ...(page.isPreview && { as: "visitor" }),
  });
  const periods = (["month", "year"] as const).map((each) => ({
    href: `${here}?${new URLSearchParams({ per: each, ...Object.fromEntries(rest) })}`,
    label: t(`billing.join.${each}`),
    current: query.per === each,
  }));
  const sells = plans.length + page.passes.length + page.bundles.length > 0;
  return (
    <CommunityFrame
      community={community}
      viewer={page.frameViewer}
      current="join"
      title={t("common.nav.join")}
      width="wide"
      path={here}
    >
      <PreviewNote here={here} isPreview={page.isPreview} mayPreview={page.mayPreview} words={words} />
      <h1 className="text-3xl">{t("billing.join.title", { community: community.name })}</h1>
      <p className="mt-2 max-w-150 text-lg text-ink-2" lang={community.locale}>
        {community.promise}
      </p>
      {page.sandbox ? (
        <div className="mt-5 max-w-150">
          <SandboxStrip words={words} />
        </div>
      ) : null}
      {single ? (
        <SingleOffer
          slug={community.slug}
          path={`${here}?price=${single.price.id}`}
          signedIn={viewer.person !== null}
          single={single}
          at={viewer.at}
          zone={community.zone}
          lang={community.locale}
          words={words}
        />
      ) : null}
      <section className="mt-10" aria-labelledby="plans">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <h2 id="plans" className="text-2xl">
              {t(single ? "billing.single.orPlans" : "billing.join.choose")}
            </h2>
            <p className="mt-1 text-ink-2">{t(plans.length > 0 ? "billing.join.chooseHint" : "billing.join.none")}</p>
          </div>
          {plans.length > 0 ? <Segmented label={t("billing.join.period")} items={periods} /> : null}
        </div>
        <PlanChoice {...page} openTexts={texts.get("") ?? 0} interval={query.per} coupon={code} words={words} />
        {sells ? <TermsLine terms={terms} words={words} /> : null}
      </section>
      {sells ? (
        <CouponForm
          here={here}
          query={query}
          coupon={page.coupon}
          refusal={page.couponRefusal}
          isPartial={page.couponIsPartial}
          giftHref={`/c/${community.slug}/gift/redeem`}
          words={words}
        />
      ) : null}
      <OnceOffers {...page} kind="passes" offers={page.passes} per={query.per} coupon={code} words={words} />
      <OnceOffers {...page} kind="bundles" offers={page.bundles} per={query.per} coupon={code} words={words} />
      {plans.length > 0 ? (
        <PlanMatrix
          freeName={page.free?.name ?? t("billing.plan.free")}
          plans={plans.map(({ product }) => product)}
          benefits={page.benefits}
          texts={texts}
          lang={community.locale}
          words={words}
        />
      ) : null}
      {sells ? <JoinQuestions terms={terms} words={words} /> : null}
    </CommunityFrame>
  );
}
