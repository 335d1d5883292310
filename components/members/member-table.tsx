import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import type { MemberRow } from "@/lib/members/types";

export interface MemberTableProps<Row extends MemberRow> {
  rows: Row[];
  base: string;
  /** The viewer's own row is marked. */
  ownId?: string;
  now: Date;
  zone: string;
  words: Words;
  /** Columns after the name: what members see of each other, or what managers do. */
  columns: { key: string; head: string; className?: string; cell: (row: Row) => ReactNode }[];
}

/** People in rows: who they are here, and the columns the page adds. */
export function MemberTable<Row extends MemberRow>(props: MemberTableProps<Row>) {
  const { rows, base, ownId, now, zone, words, columns } = props;
  const { t, locale } = words;
  return (
    <Table label={t("members.directory.list")} className="mt-4 [&_tr>*:first-child]:pl-0">
      <thead>
        <tr>
          <th scope="col">{t("members.directory.member")}</th>
          {columns.map(({ key, head, className }) => (
            <th key={key} scope="col" className={className}>
              {head}
            </th>
          ))}
          <th scope="col">{t("members.directory.joined")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.memberId}>
            <th scope="row">
              <MemberName row={row} base={base} isOwn={row.memberId === ownId} words={words} />
            </th>
            {columns.map(({ key, cell, className }) => (
              <td key={key} className={className}>
                {cell(row)}
              </td>
            ))}
            <td className="whitespace-nowrap text-ink-2">
              <Time at={row.joinedAt} now={now} locale={locale} zone={zone} show="date" />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface MemberNameProps {
  row: MemberRow;
  base: string;
  isOwn: boolean;
  words: Words;
}

function MemberName({ row, base, isOwn, words: { t } }: MemberNameProps) {
  return (
    <span className="flex min-w-36 items-center gap-3">
      <Avatar id={row.userId} name={row.name} />
      <span className="min-w-0 leading-tight">
        <Link href={`${base}/members/${row.handle}`} className="text-ink hover:text-accent-ink">
          {row.name}
        </Link>
        {isOwn ? <span className="ml-1 font-normal text-ink-3">{t("members.directory.you")}</span> : null}
        <span className="mt-0.5 block text-xs font-normal text-ink-3">
          {row.role === "member" ? `@${row.handle}` : <Badge tone="line">{t(`common.role.${row.role}`)}</Badge>}
        </span>
      </span>
    </span>
  );
}
