import type { Metadata } from "next";
import { AccountPage } from "@/components/billing/account-page";
import { ReceiptPaper, titleOf } from "@/components/billing/receipt-paper";
import { ButtonLink } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { Link } from "@/components/ui/link";
import { loadReceipt } from "@/lib/billing/loaders/receipts";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ payment: string }>;
  searchParams: Promise<{ refunded?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { payment } = await loadReceipt((await params).payment);
  return { title: titleOf(payment, await requestWords()), robots: { index: false } };
}

/** One receipt, also fit for printing: the frame around it is left out on paper (see the `print:` classes). */
export default async function ReceiptPage({ params, searchParams }: Props) {
  const page = await loadReceipt((await params).payment);
  const { refunded } = await searchParams;
  const words = await requestWords();
  const { t } = words;
  return (
    <AccountPage person={page.person} demo={page.demo} words={words}>
      {refunded === "yes" ? (
        <div className="mb-5 print:hidden">
          <FormMessage tone="success">{t("billing.refund.done")}</FormMessage>
        </div>
      ) : null}
      <ReceiptPaper {...page} demo={page.sandbox} words={words} />
      <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
        {page.mayTakeBack ? (
          <ButtonLink href={`/me/billing/refund/${page.payment.id}`}>{t("billing.refund.link")}</ButtonLink>
        ) : null}
        <Link className="link" href="/me/billing/receipts">
          {t("billing.receipt.back")}
        </Link>
      </div>
      <p className="mt-3 text-sm text-ink-3 print:hidden">{t("billing.receipt.print")}</p>
    </AccountPage>
  );
}
