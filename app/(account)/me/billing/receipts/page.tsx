import type { Metadata } from "next";
import { AccountPage } from "@/components/billing/account-page";
import { ReceiptTable } from "@/components/billing/receipt-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ReceiptText } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { loadReceipts } from "@/lib/billing/loaders/receipts";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<{ after?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("billing.receipt.list"), robots: { index: false } };
}

/** Every paper there is of what one person has paid, page by page. */
export default async function ReceiptsPage({ searchParams }: Props) {
  const { person, rows, next, isFirst, demo, at } = await loadReceipts((await searchParams).after);
  const words = await requestWords();
  const { t } = words;
  return (
    <AccountPage person={person} demo={demo} words={words}>
      <p className="mb-3 text-sm">
        <Link className="link" href="/me/billing">
          {t("billing.account.title")}
        </Link>
      </p>
      <h1 className="text-2xl">{t("billing.receipt.list")}</h1>
      <p className="mt-1 mb-4 text-ink-2">{t("billing.receipt.listLead")}</p>
      {rows.length > 0 ? (
        <ReceiptTable receipts={rows} now={at} words={words} />
      ) : (
        <EmptyState icon={ReceiptText} title={t("billing.account.noReceipts")}>
          {t("billing.account.noneHint")}
        </EmptyState>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        {isFirst ? null : <ButtonLink href="/me/billing/receipts">{t("billing.account.newer")}</ButtonLink>}
        {next ? (
          <ButtonLink href={`/me/billing/receipts?after=${encodeURIComponent(next)}`}>
            {t("billing.account.olderReceipts")}
          </ButtonLink>
        ) : null}
      </div>
    </AccountPage>
  );
}
