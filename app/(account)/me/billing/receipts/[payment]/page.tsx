import type { Metadata } from "next";
import { AccountPage } from "@/components/billing/account-page";
import { Link } from "@/components/ui/link";
import { exactTime } from "@/components/ui/relative-time";
import { loadReceipt } from "@/lib/billing/loaders/receipts";
import { requestWords } from "@/lib/i18n/request";
import { formatMoney } from "@/lib/platform/money";

interface Props {
  params: Promise<{ payment: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { payment } = await loadReceipt((await params).payment);
  const { t } = await requestWords();
  return { title: t("billing.receipt.title", { number: payment.number }), robots: { index: false } };
}

/** One receipt, also fit for printing: the frame around it is left out on paper (see the `print:` classes). */
export default async function ReceiptPage({ params }: Props) {
  const page = await loadReceipt((await params).payment);
  const { payment, zone } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const when = (at: Date) => exactTime(at, locale, zone);
  const isRefund = payment.kind === "refund";
  const period =
    payment.periodStart && payment.periodEnd
      ? t("billing.receipt.periodText", { from: when(payment.periodStart), to: when(payment.periodEnd) })
      : null;
  const lines: [label: string, value: string][] = [
    [t("billing.receipt.community"), page.communityName],
    [t("billing.receipt.payer"), [page.payer, page.email].filter(Boolean).join(" · ")],
    [t("billing.receipt.for"), page.productName],
    ...(period ? [[t("billing.receipt.period"), period] satisfies [string, string]] : []),
    [t("billing.receipt.date"), when(payment.at)],
    [t("billing.receipt.reference"), payment.stripeId],
  ];
  return (
    <AccountPage person={page.person} demo={page.demo} words={words}>
      <article className="receipt">
        <h1 className="text-2xl">
          {t(isRefund ? "billing.receipt.refundTitle" : "billing.receipt.title", { number: payment.number })}
        </h1>
        <dl className="hair mt-4">
          {lines.map(([label, value]) => (
            <div key={label} className="grid gap-x-6 py-3 sm:grid-cols-[10rem_1fr]">
              <dt className="text-ink-3">{label}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
          <div className="grid gap-x-6 py-3 sm:grid-cols-[10rem_1fr]">
            <dt className="text-ink-3">{t("billing.receipt.amount")}</dt>
            <dd className="num text-lg font-semibold">{formatMoney(payment.amount, payment.currency, locale)}</dd>
          </div>
        </dl>
        {page.sandbox ? <p className="mt-4 text-sm text-ink-3">{t("billing.receipt.demo")}</p> : null}
      </article>
      <p className="mt-6 print:hidden">
        <Link className="link" href="/me/billing">
          {t("billing.receipt.back")}
        </Link>
      </p>
    </AccountPage>
  );
}
