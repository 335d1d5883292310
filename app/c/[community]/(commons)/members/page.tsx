import type { Metadata } from "next";
import { MemberListEnd } from "@/components/members/member-list-end";
import { MemberSearch } from "@/components/members/member-search";
import { MemberTable } from "@/components/members/member-table";
import { RoleTabs } from "@/components/members/role-tabs";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Static } from "@/components/ui/static";
import { loadCommunity } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { loadDirectory } from "@/lib/members/loaders";

type Props = {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { community } = await loadCommunity((await params).community);
  const { t } = await requestWords();
  return { title: `${t("members.directory.title")} · ${community.name}`, robots: { index: false } };
}

/** The directory: everybody for members, the people who run the community for others. */
export default async function MembersPage({ params, searchParams }: Props) {
  const slug = (await params).community;
  const { community, viewer, isOpen, query, counts, rows, next } = await loadDirectory(slug, await searchParams);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/members`;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const isSearch = query.q !== "";
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="members"
      title={t("members.directory.title")}
      width="wide"
    >
      <Static>
        <h1 className="text-2xl">{t("members.directory.title")}</h1>
        <p className="num mt-1 text-ink-2" role={isSearch ? "status" : undefined}>
          {t(isSearch ? "members.directory.found" : "members.directory.count", { count: total })}
        </p>
        {isOpen ? (
          <>
            <MemberSearch action={path} query={query.q} keep={{ role: query.role }} words={words} />
            <RoleTabs path={path} query={query} counts={counts} words={words} />
          </>
        ) : (
          <Notice
            className="mt-4"
            action={
              <ButtonLink href={`${base}/join`} size="sm">
                {t("members.directory.joinToSee")}
              </ButtonLink>
            }
          >
            {t("members.directory.teamOnly")}
          </Notice>
        )}
        {rows.length > 0 ? (
          <MemberTable
            rows={rows}
            base={base}
            ownId={viewer.membership?.memberId}
            now={viewer.at}
            zone={community.zone}
            words={words}
            columns={
              rows.some((row) => row.bio !== "")
                ? [
                    {
                      key: "about",
                      head: t("members.directory.about"),
                      className: "max-md:hidden",
                      cell: (row) => <span className="line-clamp-2 max-w-120 text-ink-2">{row.bio}</span>,
                    },
                  ]
                : []
            }
          />
        ) : null}
        <MemberListEnd path={path} query={query} isEmpty={rows.length === 0} next={next} words={words} />
      </Static>
    </CommunityFrame>
  );
}
