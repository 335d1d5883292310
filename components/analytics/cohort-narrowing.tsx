import { DetailsMenu } from "@/components/ui/details-menu";
import { Link } from "@/components/ui/link";
import type { CohortChoices } from "@/lib/analytics/loaders/retention";
import { type CohortQuestion, sourceUnknown } from "@/lib/analytics/retention-report";
import type { CohortFilter, GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref } from "./address";

interface NarrowingProps {
  slug: string;
  query: GrowthQuery;
  narrowed: CohortQuestion["narrowed"];
  choices: CohortChoices;
  words: Words;
}

interface Choice {
  by: CohortFilter;
  value: string;
  label: string;
}

/** Cohorts of one first plan, first term or source: a menu of links, so that it works without JavaScript. */
export function CohortNarrowing({ slug, query, narrowed, choices, words }: NarrowingProps) {
  const { t } = words;
  const all = choicesOf(choices, words);
  if (all.length === 0) return null;
  const current = all.find(({ by, value }) => by === narrowed?.by && value === narrowed.value);
  const href = (choice: Pick<Choice, "by" | "value"> | null) =>
    analyticsHref(slug, "retention", query, { by: choice?.by, value: choice?.value });
  return (
    <DetailsMenu
      align="start"
      variant="outline"
      size="sm"
      label={current ? t("growth.retention.narrowed", { what: current.label }) : t("growth.retention.everybody")}
    >
      <Link className="nav" href={href(null)} aria-current={current ? undefined : "true"} scroll={false}>
        {t("growth.retention.everybody")}
      </Link>
      {all.map((choice) => (
        <Link
          key={`${choice.by} ${choice.value}`}
          className="nav"
          href={href(choice)}
          aria-current={choice === current ? "true" : undefined}
          scroll={false}
        >
          {choice.label}
        </Link>
      ))}
    </DetailsMenu>
  );
}

type Channel = keyof typeof import("@/lib/i18n/messages/en/growth").default.retention.channel;

function choicesOf({ plans, terms, channels }: CohortChoices, { t }: Words): Choice[] {
  const sources = channels.length === 0 ? [] : [...channels, sourceUnknown];
  const channelText = (channel: string) => {
    const name = `growth.retention.channel.${channel as Channel}` as const;
    return t.has(name) ? t(name) : channel;
  };
  return [
    ...plans.map(({ id, name }) => ({
      by: "plan" as const,
      value: id,
      label: t("growth.retention.byPlan", { name: name ?? t("growth.retention.planGone") }),
    })),
    ...terms.map((term) => ({
      by: "term" as const,
      value: term,
      label: t("growth.retention.byTerm", {
        name: t(`analytics.plans.interval.${term === "month" || term === "year" ? term : "other"}`),
      }),
    })),
    ...sources.map((channel) => ({
      by: "source" as const,
      value: channel,
      label: t("growth.retention.bySource", { name: channelText(channel) }),
    })),
  ];
}
