import type { Words } from "@/lib/i18n/words";
import type { ScoredReason } from "./risk-score";

/** A reason as a sentence with its figures: "here on 1 of the last 14 days, usually on 6". */
export function reasonText({ reason, value, usual = 0 }: ScoredReason, { t, format }: Words): string {
  const usually = format.number(usual, { maximumFractionDigits: usual < 10 ? 1 : 0 });
  return t(`outreach.reason.${reason}`, { n: value, usual: usually });
}
