import { classNames } from "./class-names";
import { Link } from "./link";

export interface TabItem {
  href: string;
  label: string;
  count?: string | number;
  current?: boolean;
}

/** Links that change the content set and the address. `label` names the navigation. */
export function Tabs({ label, items, className }: { label: string; items: TabItem[]; className?: string }) {
  return (
    <nav className={classNames("tabs", className)} aria-label={label}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          className="tab"
          aria-current={item.current ? "page" : undefined}
          scroll={false}
        >
          {item.label}
          {item.count === undefined ? null : <span className="num text-xs text-ink-3">{item.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** Links that switch a view or a period of the same content: 7, 30, 90 days. */
export function Segmented({ label, items, className }: { label: string; items: TabItem[]; className?: string }) {
  return (
    <nav className={classNames("seg", className)} aria-label={label}>
      {items.map((item) => (
        <Link key={item.href} href={item.href} aria-current={item.current ? "true" : undefined} scroll={false}>
          {item.label}
          {item.count === undefined ? null : <span className="num text-xs text-ink-3">{item.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
