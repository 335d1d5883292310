import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Users } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import type { Words } from "@/lib/i18n/words";
import type { DirectoryQuery } from "@/lib/members/schema";
import { directoryAddress } from "./directory-address";

export interface MemberListEndProps {
  path: string;
  query: DirectoryQuery;
  isEmpty: boolean;
  next: string | null;
  words: Words;
}

/** What stands below a list of members: the way on, or why it is empty. */
export function MemberListEnd({ path, query, isEmpty, next, words: { t } }: MemberListEndProps) {
  if (isEmpty) {
    const isNarrowed = query.q !== "" || query.role !== undefined || query.pays !== undefined;
    const title = query.q
      ? t("members.directory.none", { query: query.q })
      : t(isNarrowed ? "members.directory.noneInRole" : "members.directory.empty");
    const all = <ButtonLink href={path}>{t("members.directory.clear")}</ButtonLink>;
    return (
      <div className="mt-6">
        <EmptyState icon={Users} title={title} action={isNarrowed || query.after ? all : undefined}>
          {query.q ? t("members.directory.noneTip") : isNarrowed ? null : t("members.directory.emptyTip")}
        </EmptyState>
      </div>
    );
  }
  const older = next
    ? { href: directoryAddress(path, query, { after: next }), label: t("members.directory.older") }
    : undefined;
  const newest = query.after
    ? { href: directoryAddress(path, query, {}), label: t("members.directory.newest") }
    : undefined;
  return <Pagination older={older} newest={newest} />;
}
