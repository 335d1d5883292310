import type { Words } from "@/lib/i18n/words";

/** "monthly", "yearly". */
export function intervalName(interval: string | null, words: Words): string {
  return words.t(`analytics.plans.interval.${interval === "month" || interval === "year" ? interval : "other"}`);
}

/** "Regular, monthly"; null when nothing was ever paid for. */
export function planText(
  { plan, interval }: { plan: string | null; interval: string | null },
  words: Words,
): string | null {
  if (interval === null) return null;
  const name = plan ?? words.t("analytics.plans.nameless");
  return words.t("analytics.plans.name", { plan: name, interval: intervalName(interval, words) });
}

type Reason = keyof typeof import("@/lib/i18n/messages/en/growth").default.reasons.reason;

/** Why a membership or paying ended, in words; what we have no word for as it was recorded. */
export function reasonName(reason: string, words: Words): string {
  const name = `growth.reasons.reason.${(reason || "none") as Reason}` as const;
  return words.t.has(name) ? words.t(name) : reason;
}
