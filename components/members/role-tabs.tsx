import { Tabs } from "@/components/ui/tabs";
import type { Words } from "@/lib/i18n/words";
import { type DirectoryQuery, type Role, roles } from "@/lib/members/schema";
import { directoryAddress } from "./directory-address";

export interface RoleTabsProps {
  path: string;
  query: DirectoryQuery;
  counts: { role: Role; count: number }[];
  words: Words;
}

/** Everybody, or one role of those that somebody has. */
export function RoleTabs({ path, query, counts, words: { t, format } }: RoleTabsProps) {
  const countOf = (role: Role) => counts.find((entry) => entry.role === role)?.count ?? 0;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const present = roles.filter((role) => countOf(role) > 0 || role === query.role);
  const items = [
    {
      href: directoryAddress(path, query, { role: undefined }),
      label: t("members.directory.all"),
      count: format.number(all),
      current: !query.role,
    },
    ...present.map((role) => ({
      href: directoryAddress(path, query, { role }),
      label: t(`common.role.${role}`),
      count: format.number(countOf(role)),
      current: query.role === role,
    })),
  ];
  return <Tabs className="mt-4" label={t("members.directory.filter")} items={items} />;
}
