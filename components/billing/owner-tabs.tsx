import { Tabs } from "@/components/ui/tabs";
import type { Translate } from "@/lib/i18n/words";

/** Coupons and access given by hand: two ways to ask for less. */
export function GivingTabs({ base, current, t }: { base: string; current: "coupons" | "comps"; t: Translate }) {
  const items = (["coupons", "comps"] as const).map((key) => ({
    href: `${base}/${key}`,
    label: t(`selling.coupons.tabs.${key}`),
    current: key === current,
  }));
  return <Tabs className="mt-4" label={t("selling.coupons.tabs.label")} items={items} />;
}

export const moneyTabs = ["orders", "checkouts", "refunds", "disputes", "payouts", "ledger"] as const;
export type MoneyTab = (typeof moneyTabs)[number];

/** What was paid, what went back, what is disputed, what arrived, and the book of it all. */
export function MoneyTabs({ base, current, t }: { base: string; current: MoneyTab; t: Translate }) {
  const items = moneyTabs.map((key) => ({
    href: `${base}/${key === "checkouts" ? "orders/checkouts" : key}`,
    label: t(`selling.money.tabs.${key}`),
    current: key === current,
  }));
  return <Tabs className="mt-4" label={t("selling.money.tabs.label")} items={items} />;
}
