import type { Metadata } from "next";
import { PlanChoice } from "@/components/billing/plan-choice";
import { SandboxStrip } from "@/components/billing/sandbox-strip";
import { SingleOffer } from "@/components/billing/single-offer";
import { CommunityFrame } from "@/components/shell/community-frame";
import { CalendarX, ReceiptText } from "@/components/ui/icons";
import { Segmented } from "@/components/ui/tabs";
import { loadJoinPage } from "@/lib/billing/loaders/join";
import { loadCommunity } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<{ per?: string | string[]; price?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community } = await loadCommunity((await params).community);
  const { t } = await requestWords();
  return { title: t("billing.join.title", { community: community.name }), description: community.promise };
}

/** What it costs to take part, in both rhythms, and how to stop. The rhythm stands in the address. */
export default async function JoinPage({ params, searchParams }: Props) {
  const [{ community: slug }, { per, price }] = [await params, await searchParams];
  const page = await loadJoinPage(slug, per, price);
  const { community, viewer, plans, interval, single } = page;
  const words = await requestWords();
  const { t } = words;
  const here = `/c/${community.slug}/join`;
  const periods = (["month", "year"] as const).map((each) => ({
    href: `${here}?per=${each}`,
    label: t(`billing.join.${each}`),
    current: interval === each,
  }));
  const questions = ["cancel", "change", "single", "fail"] as const;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="join"
      title={t("common.nav.join")}
      width="wide"
      path={here}
    >
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
          path={`${here}?price=${single.priceId}`}
          signedIn={viewer.person !== null}
          single={single}
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
        <PlanChoice {...page} words={words} />
        {plans.length > 0 ? (
          <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-3" aria-label={t("billing.join.trust")}>
            <li className="inline-flex items-center gap-1.5">
              <CalendarX className="size-3.5" aria-hidden="true" />
              {t("billing.join.keeps")}
            </li>
            <li className="inline-flex items-center gap-1.5">
              <ReceiptText className="size-3.5" aria-hidden="true" />
              {t("billing.join.receipts")}
            </li>
          </ul>
        ) : null}
      </section>
      {plans.length > 0 ? (
        <section className="mt-12" aria-labelledby="questions">
          <h2 id="questions" className="text-2xl">
            {t("billing.join.questions")}
          </h2>
          <div className="mt-4 grid gap-x-12 lg:grid-cols-2">
            {questions.map((each) => (
              <div key={each} className="border-t border-line py-5">
                <h3 className="text-md">{t(`billing.join.${each}Question`)}</h3>
                <p className="mt-1.5 text-ink-2">{t(`billing.join.${each}Answer`)}</p>
              </div>
            ))}
          </div>
        </section>
      ) : null}
    </CommunityFrame>
  );
}
