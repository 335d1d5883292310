import type { BadgeTone } from "@/components/ui/badge";
import type { Account } from "@/lib/billing/ledger";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

/** Stripe may have words that we do not know yet: they are shown as they are. */
function known(
  words: Words,
  group: "moved" | "posting" | "disputeState" | "payoutState" | "refundState",
  value: string,
) {
  const key = `ledger.${group}.${value}` as "ledger.moved.charge";
  return words.t.has(key) ? words.t(key) : value;
}

export const movedInWords = (kind: string, words: Words) => known(words, "moved", kind);
export const postingInWords = (kind: string, words: Words) => known(words, "posting", kind);
export const disputeInWords = (state: string, words: Words) => known(words, "disputeState", state);
export const payoutInWords = (state: string, words: Words) => known(words, "payoutState", state);
export const refundInWords = (state: string, words: Words) => known(words, "refundState", state);

/** "Held at Stripe", "Sales of plans". */
export function accountInWords(account: Account, { t }: Words): string {
  return t(`ledger.account.${account.replace(".", "-")}` as "ledger.account.stripe");
}

export const standingTones = { paid: "success", partly: "warning", refunded: "neutral", disputed: "danger" } as const;

/** What waits for the owner is a warning, what is lost is danger, what is settled is quiet. */
export function disputeTone(state: string): BadgeTone {
  if (state === "needs_response" || state === "warning_needs_response") return "warning";
  if (state === "lost") return "danger";
  return state === "won" ? "success" : "neutral";
}

export function refundTone(state: string): BadgeTone {
  if (state === "failed" || state === "refused") return "danger";
  return state === "succeeded" ? "success" : "neutral";
}

export function payoutTone(state: string): BadgeTone {
  if (state === "failed") return "danger";
  return state === "paid" ? "success" : "neutral";
}

interface Sum {
  currency: string;
  kind: string;
  amount: number;
}

/** What a list comes to, one line per currency: "Payment ¥3,900 · Refund −¥39 · together ¥3,861". */
export function totalsInWords(totals: readonly Sum[], words: Words): string[] {
  const currencies = [...new Set(totals.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = totals.filter((total) => total.currency === currency && total.amount !== 0);
    const parts = own.map(
      ({ kind, amount }) => `${movedInWords(kind, words)} ${formatMoney(amount, currency, words.locale)}`,
    );
    const sum = own.reduce((total, { amount }) => total + amount, 0);
    const together = words.t("selling.money.together", { amount: formatMoney(sum, currency, words.locale) });
    return [...(own.length > 1 ? parts : []), together].join(" · ");
  });
}
