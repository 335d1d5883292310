import { SquareMark } from "@/components/ui/avatar";
import { Users } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { CommunityMark } from "@/lib/communities/types";
import type { Translate } from "@/lib/i18n/words";

export interface CommunityListProps {
  communities: (CommunityMark & { promise: string; memberCount: number })[];
  /** The level that keeps the page's headings in order. */
  level: 2 | 3;
  t: Translate;
}

/** Communities with their promise and size; the name is the link. */
export function CommunityList({ communities, level, t }: CommunityListProps) {
  const Heading = `h${level}` as const;
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {communities.map((community) => (
        <li key={community.slug} className="card relative flex min-w-0 gap-3.5 p-5 hover:bg-hover">
          <SquareMark glyph={community.glyph} size={40} />
          <div className="min-w-0">
            <Heading className="text-md" lang={community.locale}>
              <Link href={`/c/${community.slug}`} className="after:absolute after:inset-0">
                {community.name}
              </Link>
            </Heading>
            <p className="mt-0.5 text-ink-2" lang={community.locale}>
              {community.promise}
            </p>
            <p className="meta mt-2">
              <Users />
              {t("site.explore.members", { count: community.memberCount })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
