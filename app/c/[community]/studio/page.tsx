import type { Metadata } from "next";
import { AccessBadge } from "@/components/posts/access-badge";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PenLine } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requestWords } from "@/lib/i18n/request";
import { loadPlanNames, loadStudio } from "@/lib/posts/loaders";

export const metadata: Metadata = { robots: { index: false } };

/** A creator's drafts and posts; managers see everybody's. */
export default async function StudioPage({ params }: { params: Promise<{ community: string }> }) {
  const { community, viewer, posts } = await loadStudio((await params).community);
  const [words, planNames] = await Promise.all([requestWords(), loadPlanNames(community.id)]);
  const { t, locale } = words;
  const base = `/c/${community.slug}/studio`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="studio"
      title={t("posts.studio.title")}
      width="wide"
      action={{ href: `${base}/new`, label: t("posts.studio.write") }}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl">{t("posts.studio.title")}</h1>
        <ButtonLink variant="outline" href={`${base}/import`}>
          {t("posts.studio.import")}
        </ButtonLink>
      </div>
      <div className="mt-6">
        {posts.length === 0 ? (
          <EmptyState
            icon={PenLine}
            title={t("posts.empty.studio")}
            action={<ButtonLink href={`${base}/new`}>{t("posts.studio.write")}</ButtonLink>}
          >
            {t("posts.empty.studioTip")}
          </EmptyState>
        ) : (
          <Table label={t("posts.studio.tableLabel")}>
            <thead>
              <tr>
                <th scope="col">{t("posts.studio.column.title")}</th>
                <th scope="col">{t("posts.studio.column.state")}</th>
                <th scope="col">{t("posts.studio.column.audience")}</th>
                <th scope="col">{t("posts.studio.column.updated")}</th>
                <th scope="col" className="r">
                  {t("posts.studio.column.comments")}
                </th>
              </tr>
            </thead>
            <tbody>
              {posts.map((row) => {
                const scheduled = row.state === "published" && row.publishedAt !== null && row.publishedAt > viewer.at;
                return (
                  <tr key={row.id}>
                    <td>
                      <Link href={`${base}/${row.id}`} className="font-medium hover:text-accent-ink" lang={row.lang}>
                        {row.title}
                      </Link>
                    </td>
                    <td>
                      <Badge tone={row.state === "published" && !scheduled ? "success" : "neutral"}>
                        {t(`posts.studio.state.${scheduled ? "scheduled" : row.state}`)}
                      </Badge>
                    </td>
                    <td>
                      <AccessBadge row={row} words={words} planNames={planNames} />
                    </td>
                    <td>
                      <Time at={row.updatedAt} now={viewer.at} locale={locale} zone={community.zone} />
                    </td>
                    <td className="r num">{row.commentCount}</td>
                  </tr>
                );
              })}
            </tbody>
          </Table>
        )}
      </div>
    </CommunityFrame>
  );
}
