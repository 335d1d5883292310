import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import type { Account } from "@/lib/billing/ledger";
import type { AccountBalance, LedgerTransaction } from "@/lib/billing/queries/ledger";
import { formatMoney } from "@/lib/platform/money";
import { DayCell, Heads, type MoneyPlace } from "./owner-money-tables";
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

/** Postings with their lines: from which account to which, and how much. */
export function Entries({ transactions, place, label }: EntriesProps) {
  const { t, locale } = place.words;
  const name = (account: Account) => accountInWords(account, place.words);
  return (
    <Table label={label} className="mt-1 min-w-150">
      <thead>
        <tr>
          <Heads
            names={[
              t("selling.money.date"),
              t("selling.money.kind"),
              t("selling.money.debit"),
              t("selling.money.credit"),
            ]}
          />
          <RightHead>{t("selling.money.amount")}</RightHead>
        </tr>
      </thead>
      <tbody>
        {transactions.flatMap(({ id, at, kind, paymentId, lines }) =>
          lines.map((line, index) => (
            <tr key={`${id} ${line.debit} ${line.credit} ${line.currency}`}>
              <DayCell at={at} place={place} />
              <td>
                {paymentId && index === 0 ? (
                  <Link className="link" href={`${place.base}/manage/orders/${paymentId}`}>
                    {postingInWords(kind, place.words)}
                  </Link>
                ) : (
                  postingInWords(kind, place.words)
                )}
              </td>
              <td>{name(line.debit)}</td>
              <td>{name(line.credit)}</td>
              <td className="r num">{formatMoney(line.amount, line.currency, locale)}</td>
            </tr>
          )),
        )}
      </tbody>
    </Table>
  );
}
