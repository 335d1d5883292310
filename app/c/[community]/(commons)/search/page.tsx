import type { Metadata } from "next";
import { Marked } from "@/components/search/marked";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Search } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Static } from "@/components/ui/static";
import { Time } from "@/components/ui/time";
import { requestWords } from "@/lib/i18n/request";
import type { SearchParams } from "@/lib/posts/loaders";
import { loadSearch } from "@/lib/search/loaders";

export const metadata: Metadata = { robots: { index: false } };

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<SearchParams>;
}

/** Finds posts by their public face, and by their text where this reader may read it. */
export default async function SearchPage({ params, searchParams }: Props) {
  const { community, viewer, query, hits } = await loadSearch((await params).community, (await searchParams).q);
  const words = await requestWords();
  const { t, locale } = words;
  const base = `/c/${community.slug}`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("search.title")}
      query={query}
      path={`${base}/search`}
    >
      <Static>
        <h1 className="text-2xl">{query ? t("search.heading", { query }) : t("search.title")}</h1>
        <search>
          <form action={`${base}/search`} className="mt-4 flex gap-2">
            <label htmlFor="q" className="sr-only">
              {t("search.label")}
            </label>
            <input
              id="q"
              name="q"
              type="search"
              className="input"
              defaultValue={query}
              placeholder={t("search.label")}
              maxLength={200}
            />
            <button type="submit" className="btn btn-primary">
              {t("search.go")}
            </button>
          </form>
        </search>
        {query ? (
          <p className="mt-4 text-sm text-ink-3" role="status">
            {t("search.count", { count: hits.length })}
          </p>
        ) : (
          <p className="mt-4 text-ink-2">{t("search.start")}</p>
        )}
        {query && hits.length === 0 ? (
          <div className="mt-4">
            <EmptyState
              icon={Search}
              title={t("search.none", { query })}
              action={
                viewer.membership ? (
                  <ButtonLink variant="outline" href={`${base}/new?kind=question`}>
                    {t("search.ask")}
                  </ButtonLink>
                ) : undefined
              }
            >
              {t("search.noneTip")}
            </EmptyState>
          </div>
        ) : null}
        <ol className="hair mt-2">
          {hits.map((hit) => (
            <li key={hit.id} className="py-4">
              <h2 className="text-md" lang={hit.lang}>
                <Link href={`${base}/posts/${hit.slug}`} className="hover:text-accent-ink">
                  <Marked text={hit.title} marks={hit.titleMarks} />
                </Link>
              </h2>
              {hit.excerpt ? (
                <p className="mt-0.5 line-clamp-2 text-ink-2" lang={hit.lang}>
                  <Marked text={hit.excerpt} marks={hit.excerptMarks} />
                </p>
              ) : null}
              <p className="meta mt-1">
                <span>{t(`posts.kind.${hit.kind}`)}</span>
                <span className="dot">{hit.authorName}</span>
                <Time at={hit.publishedAt} now={viewer.at} locale={locale} zone={community.zone} />
              </p>
            </li>
          ))}
        </ol>
      </Static>
    </CommunityFrame>
  );
}
