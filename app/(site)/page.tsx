import type { Metadata } from "next";
import { CommunityList } from "@/components/site/community-list";
import { AnswerSample, CountSample, TerminalSample, WriteSample } from "@/components/site/landing-samples";
import { Comparison, Grammar, Pledge } from "@/components/site/landing-sections";
import { ButtonLink } from "@/components/ui/button";
import { ArrowRight } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { loadLanding } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { SiteFrame } from "./site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  const [title, description] = [`${t("common.product")} · ${t("common.tagline")}`, t("site.landing.lead")];
  return { title: { absolute: title }, description, openGraph: { title, description, url: "/" } };
}

export default async function LandingPage() {
  const [{ communities, demo }, words] = await Promise.all([loadLanding(), requestWords()]);
  const { t } = words;
  return (
    <SiteFrame width="bare">
      <section className="grid items-end gap-x-16 gap-y-9 py-12 md:grid-cols-[1.25fr_1fr] md:pt-20 md:pb-16">
        <div>
          <h1 className="text-3xl leading-tight md:text-5xl">{t("site.landing.title")}</h1>
          <p className="mt-4 max-w-140 text-lg text-ink-2">{t("site.landing.lead")}</p>
          <div className="mt-7 flex flex-wrap gap-3">
            <ButtonLink variant="primary" size="lg" href="/open">
              {t("site.landing.open")}
            </ButtonLink>
            <ButtonLink size="lg" href={demo ? "/sign-in" : "/explore"}>
              {demo ? t("common.demo.enterAs") : t("site.landing.look")}
              <ArrowRight />
            </ButtonLink>
          </div>
        </div>
        <Grammar t={t} />
      </section>
      {communities.length > 0 ? (
        <section className="border-t border-line py-12" aria-labelledby="here">
          <div className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-2">
            <div className="min-w-0 flex-1">
              <h2 id="here" className="text-2xl">
                {t("site.landing.here.title")}
              </h2>
              <p className="mt-1 text-ink-2">{t("site.landing.here.lead")}</p>
            </div>
            <Link className="link" href="/explore">
              {t("site.landing.here.all")}
            </Link>
          </div>
          <CommunityList communities={communities.slice(0, 6)} level={3} t={t} />
        </section>
      ) : null}
      <Pledge t={t} topic="write" number="01" sample={<WriteSample t={t} />} />
      <Pledge t={t} topic="answer" number="02" sample={<AnswerSample t={t} />} flipped />
      <Pledge t={t} topic="count" number="03" sample={<CountSample words={words} />} />
      <Comparison t={t} />
      <section
        className="grid items-center gap-x-16 gap-y-8 border-t border-line py-14 md:grid-cols-2"
        aria-labelledby="run"
      >
        <div>
          <h2 id="run" className="text-2xl md:text-3xl">
            {t("site.landing.run.title")}
          </h2>
          <p className="mt-3 text-md text-ink-2">{t("site.landing.run.lead")}</p>
          <div className="mt-6 flex flex-wrap gap-3">
            <ButtonLink href="/open">{t("site.landing.run.open")}</ButtonLink>
            <ButtonLink variant="ghost" href="/sign-in">
              {t("site.landing.run.signIn")}
            </ButtonLink>
          </div>
        </div>
        <TerminalSample t={t} />
      </section>
    </SiteFrame>
  );
}
