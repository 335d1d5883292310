import type { Metadata } from "next";
import { MemberVerdict } from "@/components/segments/member-verdict";
import { RuleList } from "@/components/segments/rule-list";
import { SegmentForm } from "@/components/segments/segment-form";
import { SegmentMembers } from "@/components/segments/segment-members";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Download } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { exactTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";
import { archiveSegmentAction } from "@/lib/segments/actions";
import { loadSegment } from "@/lib/segments/loaders";

interface Props {
  params: Promise<{ community: string; segment: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("segments.title"), robots: { index: false } };
}

/** One segment: its rule, why somebody is in it or not, and everybody who is; or its editor. */
export default async function SegmentPage({ params, searchParams }: Props) {
  const { community: slug, segment: id } = await params;
  const page = await loadSegment(slug, id, await searchParams);
  const { community, viewer, plans, topics, segment, count, isEditing, members, after, asOf } = page;
  const words = await requestWords();
  const { t, locale } = words;
  const { zone } = community;
  const base = `/c/${community.slug}`;
  const path = `${base}/manage/segments/${segment.id}`;
  const names = { plans, topics };
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={segment.name}
      crumbs={[
        { href: `${base}/manage`, label: t("common.nav.manage") },
        { href: `${base}/manage/segments`, label: t("segments.title") },
      ]}
      width="form"
    >
      <h1 className="text-2xl break-words">
        {isEditing ? t("segments.editTitle", { name: segment.name }) : segment.name}
      </h1>
      <p className="num mt-1 text-ink-2">
        {t("segments.countAsOf", { count, time: exactTime(asOf, locale, zone), zone })}
      </p>
      {segment.archivedAt ? (
        <Notice className="mt-3">
          <p>{t("segments.archivedNotice")}</p>
        </Notice>
      ) : null}
      {isEditing ? <Editing page={page} path={path} words={words} /> : null}
      {members ? (
        <>
          <Deeds page={page} path={path} words={words} />
          <section aria-labelledby="rule" className="mt-6">
            <h2 id="rule" className="text-lg">
              {t("segments.ruleTitle")}
            </h2>
            <div className="mt-1">
              <RuleList rule={segment.rule} names={names} words={words} />
            </div>
          </section>
          <MemberVerdict {...page} path={path} names={names} zone={zone} words={words} />
          <section aria-labelledby="members" className="mt-8">
            <h2 id="members" className="mb-2 text-lg">
              {t("segments.listTitle")}
            </h2>
            <SegmentMembers
              {...members}
              name={segment.name}
              after={after}
              base={base}
              path={path}
              now={asOf}
              zone={zone}
              words={words}
            />
          </section>
        </>
      ) : null}
    </CommunityFrame>
  );
}

interface PartProps {
  page: Awaited<ReturnType<typeof loadSegment>>;
  path: string;
  words: Words;
}

function Editing({ page: { community, segment, draft, plans, topics }, path, words }: PartProps) {
  const { t } = words;
  return (
    <div className="mt-5">
      {draft ? (
        <SegmentForm
          community={community}
          segmentId={segment.id}
          draft={draft}
          names={{ plans, topics }}
          words={words}
        />
      ) : (
        <Notice>
          <p>{t("segments.tooDeep")}</p>
        </Notice>
      )}
      <p className="mt-4">
        <Link href={path} className="link">
          {t("segments.stopEditing")}
        </Link>
      </p>
    </div>
  );
}

/** What can be done with it: change it, see the charts of its members, take the list along, put it away. */
function Deeds({ page: { community, segment, count }, path, words: { t } }: PartProps) {
  const isArchived = segment.archivedAt !== null;
  return (
    <div className="mt-4 flex flex-wrap items-start gap-2">
      <ButtonLink href={`${path}?edit=yes`} size="sm">
        {t("segments.edit")}
      </ButtonLink>
      <ButtonLink href={`/c/${community.slug}/manage/analytics/growth?segment=${segment.id}`} size="sm" variant="ghost">
        {t("segments.useOnCharts")}
      </ButtonLink>
      {count > 0 ? (
        <a className={buttonClass({ variant: "ghost", size: "sm" })} href={`${path}/export`} download>
          <Download />
          {t("segments.csv")}
        </a>
      ) : null}
      <ActionForm
        action={archiveSegmentAction}
        hidden={{ community: community.slug, segment: segment.id, archived: isArchived ? "no" : "yes" }}
      >
        <SubmitButton size="sm" variant="ghost" busyLabel={t(isArchived ? "segments.restoring" : "segments.archiving")}>
          {t(isArchived ? "segments.restore" : "segments.archive")}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
