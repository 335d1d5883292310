import type { Metadata } from "next";
import { SquareMark } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { House } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { loadMyCommunities } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { requirePerson } from "@/lib/identity/loaders";
import { hasRole } from "@/lib/members/schema";
import { now } from "@/lib/platform/clock";
import { SiteFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("site.home.title"), robots: { index: false } };
}

export default async function HomePage() {
  const person = await requirePerson("/home");
  const [{ t, locale }, communities] = await Promise.all([requestWords(), loadMyCommunities(person.userId)]);
  return (
    <SiteFrame current="home" width="form">
      <h1 className="mb-6 text-2xl">{t("site.home.title")}</h1>
      {person.emailVerified ? null : (
        <Notice
          tone="warning"
          className="mb-6"
          action={
            <Link className="link" href="/me">
              {t("site.home.toProfile")}
            </Link>
          }
        >
          {t("site.home.unconfirmed")}
        </Notice>
      )}
      {communities.length === 0 ? (
        <EmptyState
          icon={House}
          title={t("site.home.empty")}
          action={
            <span className="flex flex-wrap justify-center gap-2">
              <ButtonLink variant="primary" href="/explore">
                {t("site.home.explore")}
              </ButtonLink>
              <ButtonLink href="/open">{t("site.home.open")}</ButtonLink>
            </span>
          }
        >
          {t("site.home.emptyHint")}
        </EmptyState>
      ) : (
        <ul className="card hair">
          {communities.map((mine) => (
            <li key={mine.communityId} className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
              <SquareMark glyph={mine.glyph} size={40} />
              <div className="min-w-0 flex-1 basis-56">
                <h2 className="text-md" lang={mine.locale}>
                  <Link href={`/c/${mine.slug}/feed`} className="hover:underline">
                    {mine.name}
                  </Link>
                </h2>
                <p className="meta mt-1">
                  <Badge tone="line">{t(`common.role.${mine.role}`)}</Badge>
                  {mine.plan ? <Badge tone="brass">{t("site.home.plan", { plan: mine.plan })}</Badge> : null}
                  <span>
                    {t.rich("site.home.since", {
                      date: () => <Time at={mine.joinedAt} now={now()} locale={locale} zone={mine.zone} show="date" />,
                    })}
                  </span>
                </p>
              </div>
              <span className="flex flex-wrap gap-2">
                {hasRole(mine.role, "admin") ? (
                  <ButtonLink
                    size="sm"
                    variant="ghost"
                    href={`/c/${mine.slug}/manage`}
                    aria-label={`${t("site.home.manage")}: ${mine.name}`}
                  >
                    {t("site.home.manage")}
                  </ButtonLink>
                ) : null}
                <ButtonLink
                  size="sm"
                  href={`/c/${mine.slug}/feed`}
                  aria-label={`${t("site.home.enter")}: ${mine.name}`}
                >
                  {t("site.home.enter")}
                </ButtonLink>
              </span>
            </li>
          ))}
        </ul>
      )}
    </SiteFrame>
  );
}
