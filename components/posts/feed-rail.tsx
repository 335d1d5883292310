import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import type { PostRow } from "@/lib/posts/types";

/** Beside the feed: who is waiting for an answer. The same list stands behind the Q&A page's filter. */
export function FeedRail({
  base,
  rows,
  words,
  now,
  zone,
}: {
  base: string;
  rows: PostRow[];
  words: Words;
  now: Date;
  zone: string;
}) {
  const { t, locale } = words;
  return (
    <section aria-labelledby="unanswered">
      <div className="flex items-baseline justify-between gap-2">
        <h2 id="unanswered" className="label">
          {t("posts.feed.unansweredTitle")}
        </h2>
        <Link className="text-sm text-ink-3 hover:text-ink" href={`${base}/questions?show=open`}>
          {t("posts.feed.unansweredAll")}
        </Link>
      </div>
      {rows.length === 0 ? <p className="mt-2 text-sm text-ink-3">{t("posts.feed.noneWaiting")}</p> : null}
      <ul className="hair mt-1">
        {rows.map((row) => (
          <li key={row.id} className="py-2.5">
            <Link href={`${base}/posts/${row.slug}`} className="hover:text-accent-ink" lang={row.lang}>
              {row.title}
            </Link>
            <p className="text-sm text-ink-3">
              {row.topic ? `${row.topic.name} · ` : null}
              {row.publishedAt ? <Time at={row.publishedAt} now={now} locale={locale} zone={zone} /> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
