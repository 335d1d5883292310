import type { Metadata } from "next";
import { ManagePage } from "@/components/shell/manage-page";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleCheck } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import { requestWords } from "@/lib/i18n/request";
import { loadEndings } from "@/lib/morning/loaders";

type Props = { params: Promise<{ community: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("morning.endings.title"), robots: { index: false } };
}

/** Whose paid access stops within 14 days, so that somebody can write to them in time. */
export default async function EndingsPage({ params }: Props) {
  const { community, viewer, endings } = await loadEndings((await params).community);
  const words = await requestWords();
  const { t, locale } = words;
  const base = `/c/${community.slug}`;
  return (
    <ManagePage
      community={community}
      viewer={viewer}
      current="overview"
      title={t("morning.endings.title")}
      intro={t("morning.endings.intro")}
      width="wide"
    >
      <div className="mt-6">
        {endings.total === 0 ? (
          <EmptyState icon={CircleCheck} title={t("morning.endings.none")}>
            {t("morning.endings.noneHint")}
          </EmptyState>
        ) : (
          <Table label={t("common.chart.scrollHint", { name: t("morning.endings.title") })}>
            <thead>
              <tr>
                <th scope="col">{t("morning.endings.person")}</th>
                <th scope="col">{t("morning.endings.what")}</th>
                <th scope="col" className="r">
                  {t("morning.endings.when")}
                </th>
              </tr>
            </thead>
            <tbody>
              {endings.rows.map(({ userId, name, handle, kind, endsAt }) => (
                <tr key={userId}>
                  <th scope="row" className="font-normal">
                    <Link className="link" href={`${base}/members/${handle}`}>
                      {name}
                    </Link>
                  </th>
                  <td>{t(`morning.kind.${kind}`)}</td>
                  <td className="r num whitespace-nowrap">{shortDate(endsAt, viewer.at, locale, community.zone)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        {endings.total > endings.rows.length ? (
          <p className="num mt-3 text-sm text-ink-3">
            {t("morning.more", { count: endings.total - endings.rows.length })}
          </p>
        ) : null}
      </div>
    </ManagePage>
  );
}
