import { Newspaper } from "@/components/ui/icons";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { FeedRow, type FeedRowProps } from "./feed-row";

interface FeedListProps extends Omit<FeedRowProps, "row"> {
  rows: FeedRowProps["row"][];
  empty: { title: string; tip: string; action?: ReactNode };
  older?: { href: string; label: string };
  newest?: { href: string; label: string };
}

/** A page of posts parted by hairlines, or the sentence that there are none. */
export function FeedList({ rows, empty, older, newest, ...context }: FeedListProps) {
  return (
    <>
      {rows.length === 0 ? (
        <div className="pt-6">
          <EmptyState icon={Newspaper} title={empty.title} action={empty.action}>
            {empty.tip}
          </EmptyState>
        </div>
      ) : (
        <div className="hair">
          {rows.map((row) => (
            <FeedRow key={row.id} row={row} {...context} />
          ))}
        </div>
      )}
      <Pagination older={older} newest={newest} />
    </>
  );
}
