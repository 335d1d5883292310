import { shortDate } from "@/components/ui/relative-time";
import { type Entitlement, entitlementState } from "@/lib/billing/entitlement";
import type { Words } from "@/lib/i18n/words";

/** Where an entitlement comes from, in a few words: "Your plan Apprentice", "Index tuning, a gift from Ada". */
export function sourceText({ sourceKind, name, giver, reason }: Entitlement, { t }: Words): string {
  switch (sourceKind) {
    case "subscription":
    case "order":
    case "trial":
      return t(`access.source.${sourceKind}`, { name });
    case "gift":
      return giver ? t("access.source.giftFrom", { name, giver }) : t("access.source.gift", { name });
    case "comp":
      return reason ? t("access.source.compFor", { name, reason }) : t("access.source.comp", { name });
    default:
      return t("access.source.other", { name });
  }
}

/** "since 8 Jan": when what runs has begun. */
export function sinceText({ startsAt }: Entitlement, at: Date, zone: string, { t, locale }: Words): string {
  return t("access.until.since", { date: shortDate(startsAt, at, locale, zone) });
}

/** Its time: until when it is paid for and whether it goes on, from when it begins, or what it lasted. */
export function untilText(entitlement: Entitlement, at: Date, zone: string, { t, locale }: Words): string {
  const { startsAt, endsAt, paidUntil, renews } = entitlement;
  const day = (moment: Date) => shortDate(moment, at, locale, zone);
  const state = entitlementState(entitlement, at);
  if (endsAt !== null && endsAt <= at) return t("access.until.ended", { from: day(startsAt), to: day(endsAt) });
  if (state === "coming") return t("access.until.from", { date: day(startsAt) });
  const shown = state === "grace" || state === "renewing" ? endsAt : (paidUntil ?? endsAt);
  if (shown === null) return t("access.until.forGood");
  return t(renews && state === "running" ? "access.until.renews" : "access.until.stops", { date: day(shown) });
}
