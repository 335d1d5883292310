import type { Metadata } from "next";
import { CommunityFrame } from "@/components/shell/community-frame";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { loadOwnSurveys } from "@/lib/feedback/loaders/asked";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("feedback.member.title"), robots: { index: false } };
}

/** What a member is asked, what they have answered. */
export default async function OwnSurveysPage({ params }: Props) {
  const { community, viewer, open, answered } = await loadOwnSurveys((await params).community);
  const { t } = await requestWords();
  const base = `/c/${community.slug}/surveys`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("feedback.member.title")}
      path={base}
      width="form"
    >
      <h1 className="text-2xl">{t("feedback.member.title")}</h1>
      <p className="mt-1 text-ink-2">{t("feedback.member.lead")}</p>
      {open.length === 0 ? <p className="mt-6 text-ink-2">{t("feedback.member.none")}</p> : null}
      <ul className="hair mt-4">
        {open.map(({ id, title, intro, anonymous }) => (
          <li key={id} className="py-3">
            <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
              <h2 className="text-md font-semibold" lang={community.locale}>
                <Link className="hover:underline" href={`${base}/${id}`}>
                  {title}
                </Link>
              </h2>
              <Badge>{t(anonymous ? "feedback.card.anonymous" : "feedback.card.named")}</Badge>
            </div>
            {intro ? (
              <p className="text-ink-2" lang={community.locale}>
                {intro}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {answered.length > 0 ? (
        <section className="mt-8" aria-labelledby="answered">
          <h2 id="answered" className="label">
            {t("feedback.member.done")}
          </h2>
          <ul className="mt-1 grid gap-1 text-ink-2" lang={community.locale}>
            {answered.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="mt-10 border-t border-line pt-5 text-sm text-ink-3">
        {t("feedback.member.mails")}{" "}
        <Link className="link" href={`/c/${community.slug}/letters`}>
          {t("feedback.member.mailsLink")}
        </Link>
      </p>
    </CommunityFrame>
  );
}
