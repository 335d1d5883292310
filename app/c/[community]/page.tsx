import type { Metadata } from "next";
import { OpenSamples } from "@/components/communities/open-samples";
import { OwnerCard } from "@/components/communities/owner-card";
import { PlanCards } from "@/components/communities/plan-cards";
import { ProofList } from "@/components/communities/proof-list";
import { StructuredData } from "@/components/communities/structured-data";
import { JoinFree } from "@/components/members/join-free";
import { CommunityFrame } from "@/components/shell/community-frame";
import { SquareMark } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { shortDate } from "@/components/ui/relative-time";
import { loadCommunity, loadHome } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";

type Props = { params: Promise<{ community: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community } = await loadCommunity((await params).community);
  const url = `/c/${community.slug}`;
  const { name: title, promise: description } = community;
  return {
    title,
    description,
    alternates: { canonical: url, types: { "application/rss+xml": `${url}/feed.xml` } },
    openGraph: { type: "website", title, description, url, locale: community.locale.replace("-", "_") },
  };
}

/** What anybody may know of a community: its promise, what is true of it, what can be tried, and what it costs. */
export default async function CommunityHome({ params }: Props) {
  const { community, viewer, proof, samples, plans, owner } = await loadHome((await params).community);
  const words = await requestWords();
  const { t, locale } = words;
  const base = `/c/${community.slug}`;
  const isMember = viewer.membership !== null;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="about"
      title={t("common.nav.about")}
      width="wide"
      path={base}
    >
      <StructuredData community={community} members={proof.members} />
      <div className="grid gap-8 lg:grid-cols-[1fr_18rem]">
        <div className="min-w-0">
          <div className="flex items-start gap-4">
            <SquareMark glyph={community.glyph} size={56} className="max-sm:hidden" />
            <div className="min-w-0" lang={community.locale}>
              <h1 className="text-3xl">{community.name}</h1>
              <p className="mt-2 max-w-150 text-lg text-ink-2">{community.promise}</p>
            </div>
          </div>
          <ProofList proof={proof} words={words} />
          <div className="mt-6 flex flex-wrap gap-2">
            {isMember ? (
              <ButtonLink href={`${base}/feed`} variant="primary">
                {t("communities.home.enter")}
              </ButtonLink>
            ) : (
              <>
                <JoinFree slug={community.slug} viewer={viewer} variant="primary" words={words} />
                {plans.length > 0 ? (
                  <ButtonLink href={`${base}/join`}>{t("communities.home.seePlans")}</ButtonLink>
                ) : null}
                <ButtonLink href={`${base}/feed`} variant="ghost">
                  {t("communities.home.look")}
                </ButtonLink>
              </>
            )}
          </div>
        </div>
        {owner ? <OwnerCard owner={owner} base={base} words={words} /> : null}
      </div>

      {community.descriptionHtml ? (
        <section className="mt-12 max-w-170" aria-labelledby="about">
          <h2 id="about" className="text-2xl">
            {t("communities.home.description")}
          </h2>
          <div
            className="prose mt-3"
            lang={community.locale}
            dangerouslySetInnerHTML={{ __html: community.descriptionHtml }}
          />
        </section>
      ) : null}

      <section className="mt-12 max-w-170" aria-labelledby="samples">
        <h2 id="samples" className="text-2xl">
          {t("communities.home.samples")}
        </h2>
        {samples.length > 0 ? <p className="mt-1 text-ink-2">{t("communities.home.samplesHint")}</p> : null}
        <OpenSamples rows={samples} base={base} now={viewer.at} zone={community.zone} words={words} />
      </section>

      {plans.length > 0 ? (
        <section id="plans" className="mt-12 scroll-mt-18" aria-labelledby="plans-title">
          <h2 id="plans-title" className="text-2xl">
            {t("communities.home.plans")}
          </h2>
          <p className="mt-1 text-ink-2">{t("communities.home.plansHint")}</p>
          <PlanCards
            plans={plans}
            currency={community.currency}
            href={`${base}/join`}
            free={
              isMember ? undefined : <JoinFree slug={community.slug} viewer={viewer} className="w-full" words={words} />
            }
            lang={community.locale}
            words={words}
          />
        </section>
      ) : null}

      <p className="meta mt-12">
        <span>
          {t("communities.home.opened", {
            date: shortDate(community.createdAt, viewer.at, locale, community.zone),
          })}
        </span>
        <a className="dot hover:text-ink" href={`${base}/feed.xml`}>
          {t("communities.home.rss")}
        </a>
      </p>
    </CommunityFrame>
  );
}
