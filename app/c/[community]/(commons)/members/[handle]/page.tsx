import type { Metadata } from "next";
import { MemberHeader } from "@/components/members/member-header";
import { FeedList } from "@/components/posts/feed-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { requestWords } from "@/lib/i18n/request";
import { loadMember } from "@/lib/members/loaders";
import { hasRole } from "@/lib/members/schema";

type Props = {
  params: Promise<{ community: string; handle: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { community, member } = await load(props);
  const { t } = await requestWords();
  const isTeam = hasRole(member.role, "creator") && member.leftAt === null;
  return {
    title: `${member.name} · ${community.name}`,
    description: t("members.profile.description", { name: member.name, community: community.name }),
    robots: isTeam ? undefined : { index: false },
  };
}

/** One member: who they are here, and what of theirs this viewer may find. */
export default async function MemberPage(props: Props) {
  const { community, viewer, member, posts, next, after, postCount, planNames } = await load(props);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  const path = `${base}/members/${member.handle}`;
  const isOwn = viewer.membership?.memberId === member.memberId;
  const empty = isOwn
    ? { title: t("members.profile.noPostsYou"), tip: t("members.profile.noPostsYouTip") }
    : { title: t("members.profile.noPosts"), tip: t("members.profile.noPostsTip", { name: member.name }) };
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="members"
      title={member.name}
      crumbs={[{ href: `${base}/members`, label: t("members.directory.title") }]}
      path={path}
    >
      <MemberHeader member={member} viewer={viewer} zone={community.zone} base={base} words={words} />
      <h2 className="mt-10 text-lg">{t("members.profile.postsTitle")}</h2>
      <p className="num text-sm text-ink-3">{t("members.profile.posts", { count: postCount })}</p>
      <FeedList
        rows={posts}
        base={base}
        words={words}
        now={viewer.at}
        zone={community.zone}
        planNames={planNames}
        empty={empty}
        older={next ? { href: `${path}?after=${encodeURIComponent(next)}`, label: t("common.list.older") } : undefined}
        newest={after ? { href: path, label: t("common.list.newest") } : undefined}
      />
    </CommunityFrame>
  );
}

async function load({ params, searchParams }: Props) {
  const [{ community, handle }, { after }] = await Promise.all([params, searchParams]);
  return loadMember(community, handle, Array.isArray(after) ? after[0] : after);
}
