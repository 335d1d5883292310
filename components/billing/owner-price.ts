import { lastDayOf } from "@/lib/billing/last-day";
import type { CatalogOffer, CatalogProduct } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

/** A price with its rhythm or its term, in words: "¥39 / month", "¥99 for 90 days", "$9 once". */
export function priceInWords(
  price: Pick<CatalogOffer, "amount" | "currency" | "interval" | "termDays" | "termUntil">,
  { t, locale }: Words,
  zone: string,
): string {
  const text = formatMoney(price.amount, price.currency, locale);
  if (price.interval === "month") return t("selling.prices.perMonth", { price: text });
  if (price.interval === "year") return t("selling.prices.perYear", { price: text });
  if (price.termDays !== null) return t("selling.prices.forDays", { price: text, days: price.termDays });
  if (price.termUntil) return t("selling.prices.forUntil", { price: text, date: lastDayOf(price.termUntil, zone) });
  return t("selling.prices.forGood", { price: text });
}

/** The groups of the catalogue, each with its kinds, in the order of the join page. */
export const productGroups = [
  { group: "plans", kinds: ["free", "subscription"] },
  { group: "pass", kinds: ["pass"] },
  { group: "one_off", kinds: ["one_off"] },
  { group: "bundle", kinds: ["bundle"] },
] as const;

/** Names joined as the language does: "A, B", 「A、B」. */
export function namesInWords(names: readonly string[], locale: string): string {
  // Intl.ListFormat puts nothing between Chinese units.
  return names.join(locale.startsWith("zh") ? "、" : ", ");
}

/** What a product opens or holds, by name. */
export function contentsOf(
  product: CatalogProduct,
  benefitNames: ReadonlyMap<string, string>,
  productNames: ReadonlyMap<string, string>,
): string[] {
  const names = product.kind === "bundle" ? productNames : benefitNames;
  const ids = product.kind === "bundle" ? product.itemIds : product.benefitIds;
  return ids.flatMap((id) => names.get(id) ?? []);
}
