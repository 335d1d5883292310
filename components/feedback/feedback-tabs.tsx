import { Tabs } from "@/components/ui/tabs";
import type { Translate } from "@/lib/i18n/words";

/** What members are asked, and why they cancel: two ways to hear them. */
export function FeedbackTabs({ base, current, t }: { base: string; current: "surveys" | "reasons"; t: Translate }) {
  const items = (["surveys", "reasons"] as const).map((key) => ({
    href: key === "surveys" ? `${base}/surveys` : `${base}/surveys/reasons`,
    label: t(`feedback.tabs.${key}`),
    current: key === current,
  }));
  return <Tabs className="mt-4" label={t("feedback.tabs.label")} items={items} />;
}
