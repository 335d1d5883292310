import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import type { AccountBalance, LedgerTransaction } from "@/lib/billing/queries/ledger";
import { formatMoney } from "@/lib/platform/money";
import { AmountCell, DayCell, type MoneyPlace, MoneyTable } from "./money-table";
import { accountInWords, postingInWords } from "./owner-money-words";

/** Plain text without client components: for use within Static. */

interface BalancesProps {
  balances: readonly { currency: string; rows: readonly AccountBalance[] }[];
  place: MoneyPlace;
}

/** The trial balance: what each account holds, by currency. The last line is zero, or something is wrong. */
export function Balances({ balances, place }: BalancesProps) {
  const { t, locale } = place.words;
  return balances.map(({ currency, rows }) => {
    const money = (amount: number) => formatMoney(amount, currency, locale);
    const sum = (side: "debits" | "credits" | "balance") => rows.reduce((total, row) => total + row[side], 0);
    return (
      <section key={currency} className="mt-4">
        <h3 className="text-md">{t("selling.money.balancesIn", { currency })}</h3>
        <Table label={t("selling.money.balancesScroll", { currency })} className="mt-1 min-w-110">
          <thead>
            <tr>
              <th scope="col">{t("selling.money.account")}</th>
              <RightHead>{t("selling.money.debits")}</RightHead>
              <RightHead>{t("selling.money.credits")}</RightHead>
              <RightHead>{t("selling.money.balance")}</RightHead>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.account}>
                <th scope="row" className="font-normal">
                  {accountInWords(row.account, place.words)}
                </th>
                <td className="r num">{money(row.debits)}</td>
                <td className="r num">{money(row.credits)}</td>
                <td className="r num">{money(row.balance)}</td>
              </tr>
            ))}
            <tr className="font-semibold">
              <th scope="row">{t("selling.money.sum")}</th>
              <td className="r num">{money(sum("debits"))}</td>
              <td className="r num">{money(sum("credits"))}</td>
              <td className="r num">{money(sum("balance"))}</td>
            </tr>
          </tbody>
        </Table>
      </section>
    );
  });
}

function RightHead({ children }: { children: string }) {
  return (
    <th scope="col" className="r">
      {children}
    </th>
  );
}

interface EntriesProps {
  transactions: readonly LedgerTransaction[];
  place: MoneyPlace;
  /** The accessible name of the region that scrolls. */
  label: string;
}

/** Postings by their lines: from which account to which, and how much. */
export function Entries({ transactions, place, label }: EntriesProps) {
  const { words } = place;
  const rows = transactions.flatMap(({ lines, ...transaction }) =>
    lines.map((line, index) => ({ ...transaction, ...line, isFirst: index === 0 })),
  );
  return (
    <MoneyTable
      label={label}
      className="mt-1 min-w-150"
      rows={rows}
      keyOf={({ id, debit, credit, currency }) => `${id} ${debit} ${credit} ${currency}`}
      columns={[
        { head: words.t("selling.money.date"), cell: ({ at }) => <DayCell at={at} place={place} /> },
        {
          head: words.t("selling.money.kind"),
          cell: ({ kind, paymentId, isFirst }) => (
            <td>
              {paymentId && isFirst ? (
                <Link className="link" href={`${place.base}/manage/orders/${paymentId}`}>
                  {postingInWords(kind, words)}
                </Link>
              ) : (
                postingInWords(kind, words)
              )}
            </td>
          ),
        },
        { head: words.t("selling.money.debit"), cell: ({ debit }) => <td>{accountInWords(debit, words)}</td> },
        { head: words.t("selling.money.credit"), cell: ({ credit }) => <td>{accountInWords(credit, words)}</td> },
        { head: words.t("selling.money.amount"), right: true, cell: (line) => <AmountCell of={line} place={place} /> },
      ]}
    />
  );
}
