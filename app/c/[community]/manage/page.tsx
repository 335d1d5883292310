import type { Metadata } from "next";
import { attentionItems } from "@/components/communities/attention";
import { AttentionList } from "@/components/communities/attention-list";
import { MorningList, UnusualList } from "@/components/morning/morning-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ActionButton } from "@/components/ui/action-button";
import { Link } from "@/components/ui/link";
import { MetricTile } from "@/components/ui/metric-tile";
import { requestWords } from "@/lib/i18n/request";
import { chooseLetterAction } from "@/lib/morning/actions";
import { loadMorning } from "@/lib/morning/loaders";

type Props = { params: Promise<{ community: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("communities.manage.title"), robots: { index: false } };
}

const places = [
  { key: "growth", path: "/manage/analytics" },
  { key: "atRisk", path: "/manage/at-risk" },
  { key: "segments", path: "/manage/segments" },
  { key: "surveys", path: "/manage/surveys" },
  { key: "people", path: "/manage/members" },
  { key: "plans", path: "/manage/plans" },
  { key: "coupons", path: "/manage/coupons" },
  { key: "orders", path: "/manage/orders" },
  { key: "payments", path: "/manage/payments" },
  { key: "settings", path: "/manage/settings" },
  { key: "import", path: "/studio/import" },
  { key: "public", path: "" },
] as const;

/** Where whoever runs the community begins: what waits, a few true numbers, and the way to everything else. */
export default async function ManagePage({ params }: Props) {
  const facts = await loadMorning((await params).community);
  const { community, viewer, published, morning, letter } = facts;
  const words = await requestWords();
  const { t, format } = words;
  const base = `/c/${community.slug}`;
  const total = (rows: typeof published) => rows.reduce((sum, { count }) => sum + count, 0);
  const items = attentionItems(
    {
      plans: facts.plans.length,
      topics: facts.topics.length,
      published: total(published),
      openTutorials: total(published.filter(({ kind, audience }) => kind === "tutorial" && audience === "public")),
    },
    base,
    words,
  );
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="overview"
      title={t("communities.manage.title")}
      width="wide"
    >
      <h1 className="text-2xl">{t("communities.manage.heading", { community: community.name })}</h1>
      <p className="mt-1 text-ink-2">{t("communities.manage.intro")}</p>
      <section className="mt-8" aria-labelledby="today">
        <h2 id="today" className="mb-3 text-lg">
          {t("morning.today")}
        </h2>
        <MorningList morning={morning} base={base} at={viewer.at} zone={community.zone} words={words} />
        <UnusualList morning={morning} words={words} />
      </section>
      {items.length > 0 ? (
        <section className="mt-10" aria-labelledby="set-up">
          <h2 id="set-up" className="mb-3 text-lg">
            {t("morning.setUp")}
          </h2>
          <AttentionList items={items} />
        </section>
      ) : null}
      <section className="mt-10" aria-labelledby="numbers">
        <h2 id="numbers" className="mb-3 text-lg">
          {t("communities.manage.numbers")}
        </h2>
        <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
          <MetricTile label={t("communities.manage.members")} value={format.number(facts.standing.members)} />
          <MetricTile label={t("communities.manage.joined")} value={format.number(facts.joined)} />
          <MetricTile label={t("communities.manage.paying")} value={format.number(facts.standing.paying)} />
          <MetricTile label={t("communities.manage.posts")} value={format.number(facts.recent)} />
        </dl>
      </section>
      <section className="mt-10" aria-labelledby="places">
        <h2 id="places" className="mb-1 text-lg">
          {t("communities.manage.links")}
        </h2>
        <ul className="hair">
          {places.map(({ key, path }) => (
            <li key={key}>
              <Link href={`${base}${path}`} className="block py-3 font-medium hover:text-accent-ink">
                {t(`communities.manage.${key}`)}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className="mt-10" aria-labelledby="letter">
        <h2 id="letter" className="mb-1 text-lg">
          {t("morning.letterTitle")}
        </h2>
        <p className="mb-3 text-ink-2">{t(letter ? "morning.letterOn" : "morning.letterOff")}</p>
        <ActionButton
          action={chooseLetterAction}
          fields={{ community: community.slug, wanted: letter ? "no" : "yes" }}
          busyLabel={t("common.state.saving")}
          variant="outline"
          size="sm"
        >
          {t(letter ? "morning.turnOff" : "morning.turnOn")}
        </ActionButton>
      </section>
    </CommunityFrame>
  );
}
