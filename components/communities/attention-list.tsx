import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleAlert, CircleCheck } from "@/components/ui/icons";
import type { Words } from "@/lib/i18n/words";

export interface AttentionItem {
  key: string;
  text: string;
  href: string;
  action: string;
}

/** What waits for whoever runs the community, each with the one place where it is done. */
export function AttentionList({ items, words: { t } }: { items: AttentionItem[]; words: Words }) {
  if (items.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t("communities.manage.calm")} level={3}>
        {t("communities.manage.calmHint")}
      </EmptyState>
    );
  }
  return (
    <ul className="card hair">
      {items.map(({ key, text, href, action }) => (
        <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
          <CircleAlert className="text-warning" />
          <span className="num min-w-0 flex-1 basis-60">{text}</span>
          <ButtonLink href={href} size="sm">
            {action}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
