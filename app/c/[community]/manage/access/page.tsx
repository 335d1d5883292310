import type { Metadata } from "next";
import { EntitlementList } from "@/components/access/entitlement-list";
import { ExplainForm } from "@/components/access/explain-form";
import { ExplainedPost } from "@/components/access/explained-post";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ShieldCheck, UserRoundX } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { shortDate } from "@/components/ui/relative-time";
import { loadExplanation } from "@/lib/billing/loaders/access";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("access.explain.title"), robots: { index: false } };
}

/** For staff: why a member can or cannot open a post. It prints rule, grant, payment and clock, never text. */
export default async function ExplainAccessPage({ params, searchParams }: Props) {
  const page = await loadExplanation((await params).community, await searchParams);
  const { community, viewer, query, member, post, told, entitlements } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const base = `/c/${community.slug}`;
  const person = member?.name ?? "";
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="access"
      title={t("access.explain.short")}
      crumbs={[{ href: `${base}/members`, label: t("common.nav.members") }]}
      width="form"
      path={`${base}/manage/access`}
    >
      <h1 className="text-2xl">{t("access.explain.title")}</h1>
      <p className="mt-1 text-ink-2">{t("access.explain.lead")}</p>
      <ExplainForm action={`${base}/manage/access`} query={query} words={words} />
      {query.person === "" ? (
        <EmptyState icon={ShieldCheck} title={t("access.explain.start")}>
          {t("access.explain.startHint")}
        </EmptyState>
      ) : null}
      {query.person !== "" && !member ? (
        <EmptyState
          icon={UserRoundX}
          title={t("access.explain.noPerson", { handle: query.person })}
          action={<ButtonLink href={`${base}/members`}>{t("access.explain.people")}</ButtonLink>}
        >
          {t("access.explain.noPersonHint")}
        </EmptyState>
      ) : null}
      {query.post !== "" && !post ? (
        <Notice tone="warning">{t("access.explain.noPost", { post: query.post })}</Notice>
      ) : null}
      {member?.leftAt ? (
        <Notice className="mb-4">
          {t("access.explain.left", {
            person,
            date: shortDate(member.leftAt, viewer.at, locale, community.zone),
          })}
        </Notice>
      ) : null}
      {member && post && told ? (
        <ExplainedPost {...page} member={member} post={post} told={told} words={words} />
      ) : null}
      {member ? (
        <section className="mt-9" aria-labelledby="everything">
          <h2 id="everything" className="text-lg">
            {t("access.explain.everything", { person })}
          </h2>
          <div className="mt-2 border-t border-line">
            {entitlements.length > 0 ? (
              <EntitlementList
                base={base}
                entitlements={entitlements}
                payments={page.payments}
                at={viewer.at}
                zone={community.zone}
                lang={community.locale}
                words={words}
              />
            ) : (
              <p className="py-3.5 text-ink-2">{t("access.explain.everythingNone", { person })}</p>
            )}
          </div>
        </section>
      ) : null}
    </CommunityFrame>
  );
}
