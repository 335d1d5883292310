import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Newspaper } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import { Html } from "@/components/ui/text";
import type { PostRow } from "@/lib/posts/types";
import { type FeedContext, feedHtml } from "./feed-html";

interface FeedListProps extends FeedContext {
  rows: PostRow[];
  empty: { title: string; tip: string; action?: ReactNode };
  older?: { href: string; label: string };
  newest?: { href: string; label: string };
}

/** A page of posts, or the sentence that there are none. */
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
        <Html className="hair" html={feedHtml(rows, context)} />
      )}
      <Pagination older={older} newest={newest} />
    </>
  );
}
