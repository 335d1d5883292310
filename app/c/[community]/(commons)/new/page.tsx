import type { Metadata } from "next";
import { TalkForm } from "@/components/posts/talk-form";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MessagesSquare } from "@/components/ui/icons";
import { requestWords } from "@/lib/i18n/request";
import { startTalkAction } from "@/lib/posts/actions";
import { loadTalkForm, type SearchParams } from "@/lib/posts/loaders";

export const metadata: Metadata = { robots: { index: false } };

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<SearchParams>;
}

/** Where members start discussions and ask questions. Others are told how to become one. */
export default async function NewTalkPage({ params, searchParams }: Props) {
  const { community, viewer, topics, mayStart } = await loadTalkForm((await params).community);
  const kind = (await searchParams).kind === "question" ? "question" : "discussion";
  const { t } = await requestWords();
  const base = `/c/${community.slug}`;
  const title = t(kind === "question" ? "posts.talk.newQuestion" : "posts.talk.newDiscussion");
  const path = `${base}/new?kind=${kind}`;
  const wayIn = viewer.person
    ? { href: `${base}/join`, label: t("comments.join") }
    : { href: `/sign-in?next=${encodeURIComponent(path)}`, label: t("comments.signInToTalk") };
  return (
    <CommunityFrame community={community} viewer={viewer} current="feed" title={title} width="form" path={path}>
      <h1 className="mb-6 text-2xl">{title}</h1>
      {mayStart ? (
        <TalkForm
          action={startTalkAction}
          community={community.slug}
          kind={kind}
          topics={topics}
          words={{
            kindLabel: t("posts.talk.kindLabel"),
            discussion: t("posts.kind.discussion"),
            discussionHelp: t("posts.talk.discussionHelp"),
            question: t("posts.kind.question"),
            questionHelp: t("posts.talk.questionHelp"),
            title: t("posts.talk.title"),
            titleHelp: t("posts.talk.titleHelp"),
            text: t("posts.talk.text"),
            textHelp: t("posts.talk.textHelp"),
            topic: t("posts.talk.topic"),
            noTopic: t("posts.talk.noTopic"),
            audience: t("posts.talk.audience"),
            members: t("posts.talk.audienceMembers"),
            everyone: t("posts.talk.audiencePublic"),
            send: t("posts.talk.send"),
            sending: t("posts.talk.sending"),
          }}
        />
      ) : (
        <EmptyState
          icon={MessagesSquare}
          title={t(viewer.membership ? "posts.talk.guest" : "posts.talk.join")}
          action={viewer.membership ? undefined : <ButtonLink href={wayIn.href}>{wayIn.label}</ButtonLink>}
        />
      )}
    </CommunityFrame>
  );
}
