import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

export interface ListedReceipt {
  payment: { id: string; number: string; kind: string; amount: number; currency: string; at: Date };
  productName: string;
  communityName: string;
  zone: string;
}

/** Every payment and refund, newest first. */
export function ReceiptTable({
  receipts,
  now,
  words,
}: {
  receipts: readonly ListedReceipt[];
  now: Date;
  words: Words;
}) {
  const { t, locale } = words;
  return (
    <Table label={t("billing.account.scroll")} className="min-w-130">
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
        {receipts.map(({ payment, productName, communityName, zone }) => (
          <tr key={payment.id}>
            <td>
              <Link
                className="link num"
                href={`/me/billing/receipts/${payment.id}`}
                aria-label={t("billing.account.open", { number: payment.number })}
              >
                {payment.number}
              </Link>
            </td>
            <td>
              <Time at={payment.at} now={now} locale={locale} zone={zone} show="date" />
            </td>
            <td>
              {communityName} · {productName}
              {payment.kind === "refund" ? ` · ${t("billing.account.refund")}` : ""}
            </td>
            <td className="r num">{formatMoney(payment.amount, payment.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
