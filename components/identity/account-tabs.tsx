import { Tabs } from "@/components/ui/tabs";
import type { Translate } from "@/lib/i18n/words";

/** The four pages of one's own account. */
export function AccountTabs({ current, t }: { current: "profile" | "security" | "billing" | "access"; t: Translate }) {
  const items = [
    { key: "profile", href: "/me", label: t("common.nav.profile") },
    { key: "security", href: "/me/security", label: t("common.nav.security") },
    { key: "billing", href: "/me/billing", label: t("common.nav.billing") },
    { key: "access", href: "/me/access", label: t("common.nav.access") },
  ];
  return (
    <Tabs
      className="mb-7"
      label={t("identity.account")}
      items={items.map(({ key, ...item }) => ({ ...item, current: key === current }))}
    />
  );
}
