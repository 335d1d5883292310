import { CalendarX, ReceiptText, Undo2 } from "@/components/ui/icons";
import type { Terms } from "@/lib/billing/queries/terms";
import type { Words } from "@/lib/i18n/words";

/** What the owner has promised about money, in one line: money back, how it ends, receipts. */
export function TermsLine({ terms, words: { t } }: { terms: Pick<Terms, "refundDays">; words: Words }) {
  const item = "inline-flex items-center gap-1.5";
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-3" aria-label={t("billing.join.trust")}>
      {terms.refundDays > 0 ? (
        <li className={item}>
          <Undo2 className="size-3.5" />
          {t("billing.join.refund", { days: terms.refundDays })}
        </li>
      ) : null}
      <li className={item}>
        <CalendarX className="size-3.5" />
        {t("billing.join.keeps")}
      </li>
      <li className={item}>
        <ReceiptText className="size-3.5" />
        {t("billing.join.receipts")}
      </li>
    </ul>
  );
}
