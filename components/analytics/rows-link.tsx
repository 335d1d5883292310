import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { AnalyticsPage, GrowthQuery } from "@/lib/analytics/schema";
import { rowsHref } from "./address";

interface RowsLinkProps {
  slug: string;
  page: AnalyticsPage;
  query: GrowthQuery;
  figure: string;
  /** The day, month or cell, where the figure has several. */
  at?: string;
  children: ReactNode;
}

/** The way from a figure to what it counts. Not on paper, where it leads nowhere. */
export function RowsLink({ slug, page, query, figure, at, children }: RowsLinkProps) {
  return (
    <Link className="link no-print" href={rowsHref(slug, page, query, figure, at)}>
      {children}
    </Link>
  );
}
