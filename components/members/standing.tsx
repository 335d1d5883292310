import { Badge } from "@/components/ui/badge";
import { Segmented } from "@/components/ui/tabs";
import type { Words } from "@/lib/i18n/words";
import { type DirectoryQuery, type Standing, standings } from "@/lib/members/schema";
import { directoryAddress } from "./directory-address";

/** What somebody pays, for managers. Brass means paid, and only that. */
export function StandingBadge({ standing, words: { t } }: { standing: Standing; words: Words }) {
  if (standing === "free") return <span className="text-ink-3">{t("members.roles.free")}</span>;
  return <Badge tone={standing === "paying" ? "brass" : "warning"}>{t(`members.roles.${standing}`)}</Badge>;
}

export interface StandingFilterProps {
  path: string;
  query: DirectoryQuery;
  words: Words;
}

export function StandingFilter({ path, query, words: { t } }: StandingFilterProps) {
  const items = [
    {
      href: directoryAddress(path, query, { pays: undefined }),
      label: t("members.roles.allStandings"),
      current: !query.pays,
    },
    ...standings.map((standing) => ({
      href: directoryAddress(path, query, { pays: standing }),
      label: t(`members.roles.${standing}`),
      current: query.pays === standing,
    })),
  ];
  return <Segmented className="mt-4" label={t("members.roles.filterStanding")} items={items} />;
}
