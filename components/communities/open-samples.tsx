import { EmptyState } from "@/components/ui/empty-state";
import { BookOpen } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import type { PostRow } from "@/lib/posts/types";

export interface OpenSamplesProps {
  rows: PostRow[];
  base: string;
  now: Date;
  zone: string;
  words: Words;
}

/** A few pieces whose whole text is public, so that nobody pays unseen. */
export function OpenSamples({ rows, base, now, zone, words }: OpenSamplesProps) {
  const { t, locale } = words;
  if (rows.length === 0) {
    return (
      <div className="mt-4">
        <EmptyState icon={BookOpen} title={t("communities.home.noSamples")} level={3}>
          {t("communities.home.noSamplesHint")}
        </EmptyState>
      </div>
    );
  }
  return (
    <ul className="hair mt-2">
      {rows.map((row) => (
        <li key={row.id} className="py-4">
          <h3 className="text-lg" lang={row.lang}>
            <Link href={`${base}/posts/${row.slug}`} className="hover:text-accent-ink">
              {row.title}
            </Link>
          </h3>
          {row.excerpt ? (
            <p className="mt-1 line-clamp-2 text-ink-2" lang={row.lang}>
              {row.excerpt}
            </p>
          ) : null}
          <p className="meta mt-1.5">
            <span>{row.author.name}</span>
            {row.publishedAt ? (
              <Time at={row.publishedAt} now={now} locale={locale} zone={zone} className="dot" />
            ) : null}
            <span className="dot">{t("communities.home.reading", { minutes: row.readingMinutes })}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
