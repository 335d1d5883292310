import { Avatar } from "@/components/ui/avatar";
import { BookOpen, CircleHelp, MessagesSquare } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { Viewer } from "@/lib/access/types";
import type { Words } from "@/lib/i18n/words";

/** The way into writing at the top of the feed. Links only: writing has a page of its own, which works everywhere. */
export function Composer({
  base,
  viewer,
  words: { t },
  mayWritePosts,
}: {
  base: string;
  viewer: Viewer;
  words: Words;
  mayWritePosts: boolean;
}) {
  if (!viewer.person) return null;
  return (
    <div className="card mt-5 flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Avatar id={viewer.person.userId} name={viewer.person.name} size={28} />
      <span className="min-w-0 flex-1 text-ink-3 max-sm:hidden">{t("posts.feed.composer")}</span>
      <span className="flex flex-wrap gap-1">
        <Link className="btn btn-ghost btn-sm" href={`${base}/new?kind=discussion`}>
          <MessagesSquare />
          {t("posts.feed.discuss")}
        </Link>
        <Link className="btn btn-ghost btn-sm" href={`${base}/new?kind=question`}>
          <CircleHelp />
          {t("posts.feed.ask")}
        </Link>
        {mayWritePosts ? (
          <Link className="btn btn-ghost btn-sm" href={`${base}/studio/new`}>
            <BookOpen />
            {t("posts.feed.write")}
          </Link>
        ) : null}
      </span>
    </div>
  );
}
