import type { ReactNode } from "react";
import type { Icon } from "@/components/ui/icons";

export interface EmptyStateProps {
  icon: Icon;
  /** One plain sentence: nothing yet, nothing matches, or not allowed. */
  title: string;
  /** One tip. */
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** The level that keeps the page's headings in order. Default 2. */
  level?: 2 | 3;
}

/** What stands where a list has nothing to show. */
export function EmptyState({ icon: Icon, title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className="card grid justify-items-center px-6 py-10 text-center">
      <span className="grid size-11 place-items-center rounded-lg bg-sunken text-ink-3">
        <Icon className="size-5" />
      </span>
      <Heading className="mt-3 text-md">{title}</Heading>
      {children ? <div className="mt-1 max-w-90 text-ink-2">{children}</div> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
