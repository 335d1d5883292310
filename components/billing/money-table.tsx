import { Fragment, type ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

/** A list of money, told by its columns. Plain text without client components: for use within Static. */

export interface MoneyPlace {
  /** `/c/<slug>` */
  base: string;
  zone: string;
  /** The language of product names. */
  lang: string;
  now: Date;
  words: Words;
}

interface Column<Row> {
  head: string;
  /** Numbers are read from the right. */
  right?: boolean;
  /** The whole cell: `<td>`, or `<th scope="row">` where it names the row. */
  cell: (row: Row) => ReactNode;
}

interface MoneyTableProps<Row> {
  /** The accessible name of the region that scrolls. */
  label: string;
  className: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly Column<Row>[];
}

export function MoneyTable<Row>({ label, className, rows, keyOf, columns }: MoneyTableProps<Row>) {
  return (
    <Table label={label} className={className}>
      <thead>
        <tr>
          {columns.map(({ head, right }) => (
            <th key={head} scope="col" className={right ? "r" : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ head, cell }) => (
              <Fragment key={head}>{cell(row)}</Fragment>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function PaymentCell({ id, number, place }: { id: string; number: string; place: MoneyPlace }) {
  const { base, words } = place;
  return (
    <th scope="row" className="font-normal">
      <Link
        className="link num whitespace-nowrap"
        href={`${base}/manage/orders/${id}`}
        aria-label={words.t("selling.money.open", { number })}
      >
        {number}
      </Link>
    </th>
  );
}

export function DayCell({ at, place: { now, words, zone } }: { at: Date; place: MoneyPlace }) {
  return (
    <td className="num whitespace-nowrap">
      <Time at={at} now={now} locale={words.locale} zone={zone} show="date" />
    </td>
  );
}

interface Person {
  name: string;
  handle: string;
}

export function PersonCell({ person, place: { base, words } }: { person: Person | null; place: MoneyPlace }) {
  if (!person) return <td className="text-ink-3">{words.t("selling.money.gone")}</td>;
  return (
    <td>
      <Link className="hover:text-accent-ink" href={`${base}/members/${person.handle}`}>
        {person.name}
      </Link>
    </td>
  );
}

interface Amount {
  amount: number;
  currency: string;
}

export function AmountCell({ of: { amount, currency }, place }: { of: Amount; place: MoneyPlace }) {
  return <td className="r num">{formatMoney(amount, currency, place.words.locale)}</td>;
}
