import type { ReactNode } from "react";
import { ChartLine, Download, Table2 } from "@/components/ui/icons";
import { buttonClass } from "./button-class";
import { Link } from "./link";

export interface ChartFrameProps {
  id: string;
  /** The subject. */
  title: string;
  /** The finding or the total. */
  subtitle?: ReactNode;
  /** Switches between the drawing and the same numbers as a table, by the address. */
  table?: { href: string; label: string; shown: boolean };
  csv?: { href: string; label: string };
  /** Period, time zone, last update. */
  footnote?: ReactNode;
  children: ReactNode;
}

/** The card around a chart: what it shows, the way to its numbers, and as of when they hold. */
export function ChartFrame({ id, title, subtitle, table, csv, footnote, children }: ChartFrameProps) {
  const look = buttonClass({ variant: "ghost", size: "sm" });
  return (
    <section id={id} className="card min-w-0 scroll-mt-18 p-4 md:p-5" aria-labelledby={`${id}-title`}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <h2 id={`${id}-title`} className="text-md">
            {title}
          </h2>
          {subtitle ? <p className="mt-0.5 text-sm text-ink-2">{subtitle}</p> : null}
        </div>
        <div className="chart-frame-ways -mr-2 flex gap-1">
          {table ? (
            <Link className={look} href={table.href} scroll={false} aria-describedby={`${id}-title`}>
              {table.shown ? <ChartLine /> : <Table2 />}
              {table.label}
            </Link>
          ) : null}
          {csv ? (
            <a className={look} href={csv.href} download aria-describedby={`${id}-title`}>
              <Download />
              {csv.label}
            </a>
          ) : null}
        </div>
      </div>
      <div className="chart mt-4">{children}</div>
      {footnote ? <p className="mt-3 text-xs text-ink-3">{footnote}</p> : null}
    </section>
  );
}
