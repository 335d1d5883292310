import { ButtonLink } from "@/components/ui/button";
import { CircleAlert } from "@/components/ui/icons";

export interface AttentionItem {
  key: string;
  text: string;
  href: string;
  action: string;
}

/** What is unfinished, each with the one place where it is done. */
export function AttentionList({ items }: { items: AttentionItem[] }) {
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
