import { Button } from "@/components/ui/button";
import { Search } from "@/components/ui/icons";
import type { Words } from "@/lib/i18n/words";

export interface MemberSearchProps {
  action: string;
  query: string;
  /** Filters that stay as they are. */
  keep: Record<string, string | undefined>;
  words: Words;
}

/** A plain GET form: the search is in the address. */
export function MemberSearch({ action, query, keep, words: { t } }: MemberSearchProps) {
  return (
    <search className="mt-4">
      <form action={action} method="get" className="flex max-w-100 gap-2">
        {Object.entries(keep).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        <input
          type="search"
          name="q"
          className="input"
          defaultValue={query}
          maxLength={80}
          aria-label={t("members.directory.search")}
          placeholder={t("members.directory.searchHint")}
        />
        <Button type="submit">
          <Search />
          {t("common.action.search")}
        </Button>
      </form>
    </search>
  );
}
