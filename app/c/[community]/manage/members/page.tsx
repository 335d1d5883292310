import type { Metadata } from "next";
import { MemberListEnd } from "@/components/members/member-list-end";
import { MemberSearch } from "@/components/members/member-search";
import { MemberTable } from "@/components/members/member-table";
import { RoleForm } from "@/components/members/role-form";
import { RoleTabs } from "@/components/members/role-tabs";
import { StandingBadge, StandingFilter } from "@/components/members/standing";
import { CommunityFrame } from "@/components/shell/community-frame";
import { requestWords } from "@/lib/i18n/request";
import { loadManagedMembers } from "@/lib/members/loaders";
import { roles } from "@/lib/members/schema";

type Props = {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("members.roles.title"), robots: { index: false } };
}

/** Everybody with their role and what they pay; for whoever runs the community. */
export default async function ManageMembersPage({ params, searchParams }: Props) {
  const slug = (await params).community;
  const { community, viewer, actor, query, counts, rows, next } = await loadManagedMembers(slug, await searchParams);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/manage/members`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="people"
      title={t("members.roles.title")}
      crumbs={[{ href: `${base}/manage`, label: t("common.nav.manage") }]}
      width="wide"
    >
      <h1 className="text-2xl">{t("members.roles.title")}</h1>
      <p className="mt-1 max-w-150 text-ink-2">{t("members.roles.intro")}</p>
      <MemberSearch action={path} query={query.q} keep={{ role: query.role, pays: query.pays }} words={words} />
      <RoleTabs path={path} query={query} counts={counts} words={words} />
      <StandingFilter path={path} query={query} words={words} />
      {rows.length > 0 ? (
        <MemberTable
          rows={rows}
          base={base}
          ownId={actor.memberId}
          now={viewer.at}
          zone={community.zone}
          words={words}
          columns={[
            {
              key: "role",
              head: t("members.roles.role"),
              cell: (row) => <RoleForm community={community.slug} member={row} actor={actor} words={words} />,
            },
            {
              key: "standing",
              head: t("members.roles.standing"),
              cell: (row) => <StandingBadge standing={row.standing} words={words} />,
            },
          ]}
        />
      ) : null}
      <MemberListEnd path={path} query={query} isEmpty={rows.length === 0} next={next} words={words} />
      <section className="mt-12 max-w-150" aria-labelledby="roles">
        <h2 id="roles" className="text-lg">
          {t("members.roles.explainTitle")}
        </h2>
        <dl className="hair mt-2">
          {roles.map((role) => (
            <div key={role} className="grid gap-x-4 py-2.5 sm:grid-cols-[7rem_1fr]">
              <dt className="font-medium">{t(`common.role.${role}`)}</dt>
              <dd className="text-ink-2">{t(`members.roles.explain.${role}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </CommunityFrame>
  );
}
