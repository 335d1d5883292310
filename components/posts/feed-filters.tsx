import { DetailsMenu } from "@/components/ui/details-menu";
import { Link } from "@/components/ui/link";
import { Tabs } from "@/components/ui/tabs";
import type { Words } from "@/lib/i18n/words";
import { type PostKind, postKinds } from "@/lib/posts/schema";
import { type FeedSort, feedSorts } from "@/lib/posts/types";

interface FeedFiltersProps {
  path: string;
  words: Words;
  sort: FeedSort;
  type: PostKind | null;
  topic: { slug: string; name: string } | null;
}

/** The address of the feed with some of its filters changed; paging starts again. */
export function feedHref(
  path: string,
  filter: { sort: FeedSort; type: PostKind | null; topic: string | null; after?: string | null },
): string {
  const query = new URLSearchParams();
  if (filter.sort !== "newest") query.set("sort", filter.sort);
  if (filter.type) query.set("type", filter.type);
  if (filter.topic) query.set("topic", filter.topic);
  if (filter.after) query.set("after", filter.after);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Order as tabs, type as a menu: all of it links, so the state is in the address and Back works. */
export function FeedFilters({ path, words: { t }, sort, type, topic }: FeedFiltersProps) {
  const here = { sort, type, topic: topic?.slug ?? null };
  return (
    <div className="mt-5 flex items-end justify-between gap-4 border-b border-line">
      <Tabs
        label={t("posts.feed.sortLabel")}
        className="border-b-0!"
        items={feedSorts.map((order) => ({
          href: feedHref(path, { ...here, sort: order }),
          label: t(`posts.feed.${order}`),
          current: order === sort,
        }))}
      />
      <DetailsMenu label={type ? t(`posts.kinds.${type}`) : t("posts.feed.allTypes")} variant="ghost" size="sm">
        {[null, ...postKinds].map((kind) => (
          <Link
            key={kind ?? "all"}
            className="nav"
            href={feedHref(path, { ...here, type: kind })}
            aria-current={kind === type ? "true" : undefined}
          >
            {kind ? t(`posts.kinds.${kind}`) : t("posts.feed.allTypes")}
          </Link>
        ))}
      </DetailsMenu>
    </div>
  );
}
