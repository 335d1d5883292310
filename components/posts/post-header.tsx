import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { exactTime, shortDate } from "@/components/ui/relative-time";
import { Time } from "@/components/ui/time";
import type { Decision } from "@/lib/access/types";
import type { Words } from "@/lib/i18n/words";
import type { Post } from "@/lib/posts/types";
import { AccessBadge } from "./access-badge";

interface PostHeaderProps {
  post: Post;
  base: string;
  words: Words;
  now: Date;
  zone: string;
  planNames: ReadonlyMap<string, string>;
  decision: Decision;
}

/** Above the text: who may read it, where it belongs, its title, who wrote it and when; and what is unusual about it. */
export function PostHeader({ post, base, words, now, zone, planNames, decision }: PostHeaderProps) {
  const { t, locale } = words;
  const isLong = post.kind !== "discussion" && post.kind !== "question";
  const notice = noticeFor(post, decision, words, now, zone);
  return (
    <header>
      <div className="meta">
        <AccessBadge row={post} words={words} planNames={planNames} />
        {post.isAnswered ? <Badge tone="success">{t("posts.feed.answered")}</Badge> : null}
        {post.topic ? <Link href={`${base}/feed?topic=${post.topic.slug}`}>{post.topic.name}</Link> : null}
      </div>
      <h1 id="post-title" className="mt-2 text-3xl max-md:text-2xl" lang={post.lang}>
        {post.title}
      </h1>
      <div className="mt-3 flex items-center gap-3">
        <Avatar id={post.author.userId} name={post.author.name} size={40} />
        <div className="min-w-0">
          <p className="flex items-center gap-2">
            <Link href={`${base}/members/${post.author.handle}`} className="font-medium">
              {post.author.name}
            </Link>
            {post.author.role === "member" ? null : <Badge tone="line">{t(`common.role.${post.author.role}`)}</Badge>}
          </p>
          <p className="meta">
            {post.publishedAt ? <Time at={post.publishedAt} now={now} locale={locale} zone={zone} /> : null}
            {isLong ? <span className="dot">{t("posts.feed.minutes", { minutes: post.readingMinutes })}</span> : null}
            {post.revision > 1 ? (
              <span className="dot">
                {t("posts.page.updated", { date: shortDate(post.updatedAt, now, locale, zone) })}
              </span>
            ) : null}
          </p>
        </div>
      </div>
      {notice ? (
        <div className="mt-4">
          <Notice tone="info">{notice}</Notice>
        </div>
      ) : null}
    </header>
  );
}

function noticeFor(post: Post, decision: Decision, { t, locale }: Words, now: Date, zone: string): string | null {
  if (post.state === "draft") return t("posts.page.draft");
  if (post.state === "archived") return t("posts.page.archived");
  if (post.state === "removed") return t("posts.page.removed");
  if (post.publishedAt && post.publishedAt > now)
    return t("posts.page.scheduled", { date: exactTime(post.publishedAt, locale, zone) });
  if (decision.granted && decision.via === "staff") return t("posts.page.staffView");
  return null;
}
