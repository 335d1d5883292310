import { ArrowUp, CircleCheck, Lock, LockOpen, MessageSquare, Pin, Users } from "@/components/ui/icons";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";
import type { PostRow } from "@/lib/posts/types";

export interface FeedRowProps {
  row: PostRow;
  base: string;
  words: Words;
  now: Date;
  zone: string;
  /** Names of plans by the benefit they bring, for the badge. */
  planNames: ReadonlyMap<string, string>;
}

/** One post in a list: who, when, where; title; excerpt; what it takes to read it, and how much is going on. */
export function FeedRow({ row, base, words, now, zone, planNames }: FeedRowProps) {
  const { t, locale } = words;
  const justNow = t("posts.feed.justNow");
  return (
    <article className="grid grid-cols-[2rem_1fr] gap-x-3 py-5">
      <Avatar id={row.author.userId} name={row.author.name} />
      <div className="min-w-0">
        <div className="meta">
          <Link href={`${base}/members/${row.author.handle}`} className="font-medium text-ink">
            {row.author.name}
          </Link>
          {row.author.role === "member" ? null : <Badge tone="line">{t(`common.role.${row.author.role}`)}</Badge>}
          {row.publishedAt ? <Time at={row.publishedAt} now={now} locale={locale} zone={zone} justNow={justNow} /> : null}
          {row.topic ? (
            <Link href={`${base}/feed?topic=${row.topic.slug}`} className="dot">
              {row.topic.name}
            </Link>
          ) : null}
          {row.pinnedAt ? (
            <span className="ml-auto inline-flex items-center gap-1 text-brass">
              <Pin className="size-3.5" />
              {t("posts.feed.pinned")}
            </span>
          ) : null}
        </div>
        <h3 className="mt-0.5 text-lg" lang={row.lang}>
          <Link href={`${base}/posts/${row.slug}`} className="hover:text-accent-ink">
            {row.title}
          </Link>
        </h3>
        {row.excerpt ? (
          <p className="mt-1 line-clamp-2 text-ink-2" lang={row.lang}>
            {row.excerpt}
          </p>
        ) : null}
        <div className="meta mt-2">
          <AccessBadge row={row} words={words} planNames={planNames} />
          {row.isAnswered ? (
            <Badge tone="success">
              <CircleCheck />
              {t("posts.feed.answered")}
            </Badge>
          ) : null}
          {row.kind === "discussion" || row.kind === "question" ? null : <span>{t("posts.feed.minutes", { minutes: row.readingMinutes })}</span>}
          <Count icon="up" count={row.upvoteCount} label={t("posts.feed.upvotes", { count: row.upvoteCount })} />
          <Count
            icon="talk"
            count={row.commentCount}
            label={t(row.kind === "question" ? "posts.feed.answers" : "posts.feed.comments", { count: row.commentCount })}
          />
        </div>
      </div>
    </article>
  );
}

function Count({ icon, count, label }: { icon: "up" | "talk"; count: number; label: string }) {
  const Icon = icon === "up" ? ArrowUp : MessageSquare;
  return (
    <span className="inline-flex items-center gap-1">
      <Icon className="size-3.5" />
      <span className="num" aria-hidden="true">
        {count}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** Brass means paid, and only that. */
export function AccessBadge({ row, words: { t }, planNames }: Pick<FeedRowProps, "row" | "words" | "planNames">) {
  if (row.audience === "benefit" || row.audience === "purchase") {
    const plan = row.benefitId ? planNames.get(row.benefitId) : undefined;
    return (
      <Badge tone="brass">
        <Lock />
        {plan ? t("posts.feed.paid", { plan }) : t("posts.feed.single")}
      </Badge>
    );
  }
  if (row.kind === "question" || row.kind === "discussion") return <Badge>{t(`posts.kind.${row.kind}`)}</Badge>;
  if (row.audience === "members") {
    return (
      <Badge>
        <Users />
        {t("posts.feed.members")}
      </Badge>
    );
  }
  return (
    <Badge tone="accent">
      <LockOpen />
      {t("posts.feed.open")}
    </Badge>
  );
}
