import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { Users } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";

interface Member {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  role: string;
  joinedAt: Date;
}

interface SegmentMembersProps {
  name: string;
  rows: readonly Member[];
  next: string | null;
  /** The cursor of this page; none on the first. */
  after?: string;
  base: string;
  /** The segment's own address. */
  path: string;
  now: Date;
  zone: string;
  words: Words;
}

/** Who is in a segment, a page at a time, each with the way to the reasons. */
export function SegmentMembers({ name, rows, next, after, base, path, now, zone, words }: SegmentMembersProps) {
  const { t, locale } = words;
  if (rows.length === 0) {
    return (
      <EmptyState icon={Users} title={t("segments.empty")}>
        {t("segments.emptyHint")}
      </EmptyState>
    );
  }
  return (
    <>
      <Table label={t("segments.listLabel", { name })}>
        <thead>
          <tr>
            <th scope="col">{t("segments.person")}</th>
            <th scope="col">{t("segments.role")}</th>
            <th scope="col">{t("segments.joined")}</th>
            <th scope="col">{t("segments.why")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.memberId}>
              <th scope="row" className="font-normal">
                <Link className="flex items-center gap-2 font-medium" href={`${base}/members/${row.handle}`}>
                  <Avatar id={row.userId} name={row.name} size={24} />
                  {row.name}
                </Link>
              </th>
              <td className="text-ink-2">{t(`common.role.${row.role}` as "common.role.owner")}</td>
              <td className="whitespace-nowrap text-ink-2">
                <Time at={row.joinedAt} now={now} locale={locale} zone={zone} show="date" />
              </td>
              <td>
                <Link
                  className="link"
                  href={`${path}?member=${encodeURIComponent(row.handle)}`}
                  aria-label={t("segments.whyOf", { name: row.name })}
                >
                  {t("segments.why")}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Pagination
        older={next ? { href: `${path}?after=${encodeURIComponent(next)}`, label: t("segments.more") } : undefined}
        newest={after ? { href: path, label: t("segments.first") } : undefined}
      />
    </>
  );
}
