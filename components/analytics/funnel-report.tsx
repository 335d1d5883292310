import { Link } from "@/components/ui/link";
import type { Funnel, StepFigure } from "@/lib/analytics/funnel";
import { funnelTables } from "@/lib/analytics/funnel-tables";
import type { Words } from "@/lib/i18n/words";
import { rowsHref } from "./address";
import { type CountedProps, CountingNotes } from "./counting-notes";
import { shareText } from "./figures";
import { ReportCard } from "./report-card";

interface FunnelReportProps extends CountedProps {
  slug: string;
  funnel: Funnel;
  unseen: number;
  withPayments: boolean;
}

/** The funnel page below its frame: the steps, the same by channel, and what is not in them. */
export function FunnelReport(props: FunnelReportProps) {
  const { slug, query, words, funnel, unseen, withPayments } = props;
  const { t } = words;
  const tables = funnelTables(funnel, words, { withPayments });
  const empty = funnel.steps.every(({ count }) => count === 0) ? t("sightings.funnel.empty") : null;
  const card = { slug, page: "funnel" as const, query, words };
  return (
    <>
      <div className="grid gap-4 [&>*]:min-w-0">
        <ReportCard
          {...card}
          chart="steps"
          title={t("sightings.funnel.steps")}
          subtitle={t("sightings.funnel.stepsSubtitle")}
          table={tables.steps}
          absent={empty}
          footnote={t("sightings.funnel.note")}
        >
          <Steps slug={slug} query={query} funnel={funnel} words={words} />
        </ReportCard>
        <ReportCard
          {...card}
          chart="channels"
          title={t("sightings.funnel.channels")}
          subtitle={t("sightings.funnel.channelsSubtitle")}
          table={tables.channels}
          absent={empty}
        />
      </div>
      <CountingNotes {...props}>{t("sightings.counting.unseen", { n: unseen })}</CountingNotes>
    </>
  );
}

type StepsProps = Pick<FunnelReportProps, "slug" | "query" | "funnel" | "words">;

/** Bars in plain HTML: people over those who signed in. Visits are days and have a bar of their own measure. */
function Steps({ slug, query, funnel, words }: StepsProps) {
  const { t } = words;
  const arrived = funnel.steps.find(({ step }) => step === "arrived")?.count ?? 0;
  return (
    <ol className="grid gap-4">
      {funnel.steps.map((figure) => {
        const part = figure.step === "visits" ? Math.min(1, figure.count) : arrived === 0 ? 0 : figure.count / arrived;
        return (
          <li key={figure.step}>
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <StepName slug={slug} query={query} figure={figure} words={words} />
              <span className="num font-medium whitespace-nowrap">
                {figure.step === "visits"
                  ? t("sightings.funnel.unit.visits", { n: figure.count, views: funnel.views })
                  : t("sightings.funnel.unit.people", { n: figure.count })}
              </span>
            </p>
            <svg className="mt-1 block h-2.5 w-full rounded-full bg-sunken" aria-hidden="true">
              <rect
                className={figure.step === "visits" ? "fill-ink-3" : "fill-c1m"}
                width={`${(part * 100).toFixed(2)}%`}
                height="100%"
                rx="5"
              />
            </svg>
            <p className="num mt-1 text-sm text-ink-3">{comparison(figure, words)}</p>
          </li>
        );
      })}
    </ol>
  );
}

function StepName({
  slug,
  query,
  figure: { step, count },
  words,
}: Omit<StepsProps, "funnel"> & { figure: StepFigure }) {
  const name = words.t(`sightings.funnel.step.${step}`);
  if (step === "visits" || count === 0) return <span className="text-ink-2">{name}</span>;
  return (
    <Link
      className="link"
      href={rowsHref(slug, "funnel", query, step)}
      aria-label={words.t("sightings.funnel.rows", { step: name })}
    >
      {name}
    </Link>
  );
}

/** "40.0% of those who signed in · median 2 days after signing in". */
function comparison({ step, share, medianHours }: StepFigure, words: Words): string {
  const { t } = words;
  if (step === "visits" || share === null) return "";
  const of = t(`sightings.funnel.of.${step}`, { share: shareText(share, words) });
  if (medianHours === null || step === "arrived") return of;
  return `${of} · ${t(`sightings.funnel.median.${step}`, { time: duration(medianHours, words) })}`;
}

/** Hours up to two days, then days. */
function duration(hours: number, { t }: Words): string {
  if (hours < 48) return t("sightings.funnel.duration.hours", { n: Math.floor(hours) });
  return t("sightings.funnel.duration.days", { n: Math.round(hours / 24) });
}
