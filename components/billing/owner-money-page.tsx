import type { ReactNode } from "react";
import { ManagePage } from "@/components/shell/manage-page";
import type { Viewer } from "@/lib/access/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import type { MoneyPlace } from "./money-table";
import type { MoneyFilterField } from "./owner-money-frame";
import { type MoneyTab, MoneyTabs } from "./owner-tabs";

interface MoneyPageProps {
  community: Community;
  viewer: Viewer;
  tab: MoneyTab;
  words: Words;
  children: ReactNode;
}

/** The frame of the owner's pages about money: one family, switched by tabs. */
export function MoneyPage({ community, viewer, tab, words: { t }, children }: MoneyPageProps) {
  const base = `/c/${community.slug}/manage`;
  return (
    <ManagePage
      community={community}
      viewer={viewer}
      current="orders"
      title={t(`selling.money.tabs.${tab}`)}
      intro={t("selling.money.intro")}
      width="wide"
    >
      <MoneyTabs base={base} current={tab} t={t} />
      {children}
    </ManagePage>
  );
}

/** Where and when a list is read, and in which words. */
export function placeOf(community: Community, viewer: Viewer, words: Words): MoneyPlace {
  const { slug, zone, locale } = community;
  return { base: `/c/${slug}`, zone, lang: locale, now: viewer.at, words };
}

/** The two days every list can be narrowed to. */
export function dayFields({ t }: Words, { from, to }: { from: string; to: string }): MoneyFilterField[] {
  return [
    { kind: "date", name: "from", label: t("selling.money.from"), value: from },
    { kind: "date", name: "to", label: t("selling.money.to"), value: to },
  ];
}

export function searchField({ t }: Words, value: string): MoneyFilterField {
  return { kind: "search", name: "q", label: t("selling.money.search"), value };
}

/** Of the values a list knows, the one to show. */
export function choiceField<Value extends string>(
  name: "kind" | "state",
  { t }: Words,
  value: Value | undefined,
  values: readonly Value[],
  inWords: (value: Value) => string,
): MoneyFilterField {
  const options = values.map((one) => ({ value: one, label: inWords(one) }));
  return { kind: "choice", name, label: t(`selling.money.${name}`), value: value ?? "", options };
}
