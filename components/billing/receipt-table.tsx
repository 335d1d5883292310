import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

export interface ListedReceipt {
  payment: { id: string; number: string; kind: string; amount: number; currency: string; at: Date };
  productName: string;
  communityName: string;
  communityLang: string;
  zone: string;
}

interface ReceiptTableProps {
  receipts: readonly ListedReceipt[];
  now: Date;
  words: Words;
}

/** Payments, refunds and disputes, newest first; the number leads to the paper. */
export function ReceiptTable({ receipts, now, words }: ReceiptTableProps) {
  const { t, locale } = words;
  return (
    <Table label={t("billing.account.scroll")}>
      <thead>
        <tr>
          <th scope="col">{t("billing.account.number")}</th>
          <th scope="col">{t("billing.account.date")}</th>
          <th scope="col">{t("billing.account.what")}</th>
          <th scope="col" className="r">
            {t("billing.account.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {receipts.map(({ payment, productName, communityName, communityLang, zone }) => (
          <tr key={payment.id}>
            <td>
              <Link
                className="link num whitespace-nowrap"
                href={`/me/billing/receipts/${payment.id}`}
                aria-label={t("billing.account.open", { number: payment.number })}
              >
                {payment.number}
              </Link>
            </td>
            <td>
              <Time at={payment.at} now={now} locale={locale} zone={zone} show="date" className="whitespace-nowrap" />
            </td>
            <td>
              <span lang={communityLang}>
                {communityName} · {productName}
              </span>
              {kindText(payment.kind, words)}
            </td>
            <td className="r num">{formatMoney(payment.amount, payment.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function kindText(kind: string, { t }: Words): string {
  if (kind === "refund") return ` · ${t("billing.account.refund")}`;
  if (kind === "dispute") return ` · ${t("billing.account.dispute")}`;
  return kind === "dispute_won" ? ` · ${t("billing.account.disputeWon")}` : "";
}
