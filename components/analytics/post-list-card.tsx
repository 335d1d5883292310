import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { type ContentSort, completionOf, contentSorts, unfinishedOf } from "@/lib/analytics/content";
import type { PostFigures } from "@/lib/analytics/content-report";
import { kindName } from "@/lib/analytics/content-tables";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, rowsHref } from "./address";
import { type ContentCardProps, ContentChartCard } from "./content-chart-card";
import { countText, dash, shareText } from "./figures";

/** The posts of the range with what is counted about each; every heading sorts by its column, in the address. */
export function PostListCard(props: ContentCardProps) {
  const { slug, query, words, report } = props;
  const { t } = words;
  const card = { slug, query, words };
  const { sort, seen, posts } = report;
  return (
    <ContentChartCard
      {...props}
      chart="posts"
      subtitle={t("activity.content.posts.subtitle", { n: seen, sort: t(`activity.content.sort.${sort}`) })}
      absent={posts.length === 0 ? t("activity.content.posts.empty") : null}
      footnote={`${t("activity.content.posts.top")} ${t("activity.content.removedNote")}`}
    >
      <Table label={t("common.chart.scrollHint", { name: t("activity.content.chart.posts") })}>
        <thead>
          <tr>
            <SortHead sort="published" label={t("activity.content.column.title")} current={sort} {...card} />
            {columnsOf(report).map((column) => (
              <SortHead
                key={column}
                sort={column}
                label={t(`activity.content.sort.${column}`)}
                current={sort}
                numeric
                {...card}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <PostRow key={post.postId} post={post} columns={columnsOf(report)} {...card} />
          ))}
        </tbody>
      </Table>
    </ContentChartCard>
  );
}

type NumberColumn = Exclude<ContentSort, "published">;

function columnsOf({ totals, payments }: ContentCardProps["report"]): NumberColumn[] {
  return contentSorts.filter(
    (name): name is NumberColumn =>
      name !== "published" && (name !== "views" || totals.views !== null) && (name !== "payments" || payments !== null),
  );
}

type Card = Pick<ContentCardProps, "slug" | "query" | "words">;

interface SortHeadProps extends Card {
  sort: ContentSort;
  label: string;
  current: ContentSort;
  numeric?: boolean;
}

function SortHead({ sort, label, current, numeric, slug, query, words }: SortHeadProps) {
  const isCurrent = sort === current;
  const name = words.t(`activity.content.sort.${sort}`);
  return (
    <th
      scope="col"
      className={numeric ? "r whitespace-nowrap" : "whitespace-nowrap"}
      aria-sort={isCurrent ? "descending" : undefined}
    >
      <Link
        scroll={false}
        className={isCurrent ? "font-semibold text-ink" : "hover:text-ink"}
        href={`${analyticsHref(slug, "content", query, { sort, table: undefined })}#posts`}
        aria-label={`${label}. ${words.t("activity.content.sortBy", { column: name })}`}
      >
        {label}
        {isCurrent ? " ↓" : ""}
      </Link>
    </th>
  );
}

function PostRow({ post, columns, slug, query, words }: Card & { post: PostFigures; columns: NumberColumn[] }) {
  return (
    <tr>
      <th scope="row" className="min-w-56 font-normal">
        <Link className="font-medium" href={`/c/${slug}/posts/${post.link.slug}`}>
          {post.link.title}
        </Link>
        <span className="block text-sm text-ink-3">
          {kindName(post.kind, words)}
          {post.topic ? ` · ${post.topic}` : ""}
        </span>
      </th>
      {columns.map((column) => (
        <td key={column} className="r num whitespace-nowrap">
          <PostCell post={post} column={column} {...{ slug, query, words }} />
        </td>
      ))}
    </tr>
  );
}

/** Figures of people open the people they count; the completion has its bar. */
function PostCell({ post, column, slug, query, words }: Card & { post: PostFigures; column: NumberColumn }) {
  if (column === "completion") return <Completion part={completionOf(post)} words={words} />;
  if (column === "unfinished") return countText(unfinishedOf(post), words);
  const value = post[column];
  if (value === null) return dash;
  const opens = column === "readers" || column === "joins" || column === "payments";
  if (!opens || value === 0) return countText(value, words);
  return (
    <Link className="link" href={rowsHref(slug, "content", query, column, post.postId)}>
      {countText(value, words)}
    </Link>
  );
}

function Completion({ part, words }: { part: number | null; words: Words }) {
  if (part === null) return dash;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <svg className="h-1.5 w-14 flex-none rounded-full bg-sunken" aria-hidden="true">
        <rect className="fill-c1m" width={`${(Math.min(part, 1) * 100).toFixed(1)}%`} height="100%" rx="3" />
      </svg>
      <span className="inline-block min-w-12">{shareText(part, words)}</span>
    </span>
  );
}
