import type { Metadata } from "next";
import { SettingsForm } from "@/components/communities/settings-form";
import { TopicList } from "@/components/communities/topic-list";
import { commonZones } from "@/components/communities/zones";
import { CommunityFrame } from "@/components/shell/community-frame";
import { changeCommunityAction } from "@/lib/communities/actions";
import { loadSettings } from "@/lib/communities/loaders";
import { localeNames, locales } from "@/lib/i18n/locales";
import { requestWords } from "@/lib/i18n/request";

type Props = { params: Promise<{ community: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("communities.settings.title"), robots: { index: false } };
}

/** What the community says of itself, and its topics; for whoever runs it. */
export default async function SettingsPage({ params }: Props) {
  const { community, viewer, topics, description } = await loadSettings((await params).community);
  const words = await requestWords();
  const { t } = words;
  const { slug, name, glyph, promise, locale, zone, currency, answerHours } = community;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="settings"
      title={t("communities.settings.title")}
      crumbs={[{ href: `/c/${slug}/manage`, label: t("common.nav.manage") }]}
      width="form"
    >
      <h1 className="text-2xl">{t("communities.settings.title")}</h1>
      <section className="mt-8" aria-labelledby="identity">
        <h2 id="identity" className="mb-4 text-lg">
          {t("communities.settings.identity")}
        </h2>
        <SettingsForm
          action={changeCommunityAction}
          community={slug}
          values={{ name, slug, glyph, promise, description, locale, zone, answerHours: String(answerHours) }}
          labels={{
            name: t("communities.settings.name"),
            slug: t("communities.settings.address"),
            glyph: t("communities.settings.glyph"),
            promise: t("communities.settings.promise"),
            description: t("communities.settings.description"),
            locale: t("communities.settings.locale"),
            zone: t("communities.settings.zone"),
            answerHours: t("communities.settings.answerHours"),
          }}
          helps={{
            slug: t("communities.settings.addressHelp"),
            glyph: t("communities.settings.glyphHelp"),
            promise: t("communities.settings.promiseHelp"),
            description: t("communities.settings.descriptionHelp"),
            locale: t("communities.settings.localeHelp"),
            zone: t("communities.settings.zoneHelp"),
            answerHours: t("communities.settings.answerHoursHelp"),
          }}
          locales={locales.map((each) => ({ locale: each, name: localeNames[each] }))}
          zones={commonZones}
          save={t("communities.settings.save")}
          saving={t("common.state.saving")}
        />
        <p className="mt-5 text-sm text-ink-3">
          {t.rich("communities.settings.currencyLine", {
            currency,
            b: (text) => <b className="font-medium text-ink">{text}</b>,
          })}
        </p>
      </section>
      <section id="topics" className="mt-12 scroll-mt-18" aria-labelledby="topics-title">
        <h2 id="topics-title" className="text-lg">
          {t("communities.settings.topics")}
        </h2>
        <p className="mt-1 text-ink-2">{t("communities.settings.topicsHint")}</p>
        <TopicList community={slug} topics={topics} words={words} />
      </section>
    </CommunityFrame>
  );
}
