import type { PersonStep } from "@/lib/analytics/funnel";
import type { AnalyticsFrame } from "@/lib/analytics/loaders/frame";
import type { FigureRows } from "@/lib/analytics/rows";
import { sourceName } from "@/lib/analytics/sources-tables";
import type { Words } from "@/lib/i18n/words";
import type { Channel } from "@/lib/sightings/types";
import { RowsPage } from "./rows-page";

interface JourneyRowsPageProps {
  frame: AnalyticsFrame;
  words: Words;
  rows: FigureRows;
  figure: { step: PersonStep; channel: Channel | null; source: string | null };
}

/** The people behind a step of the funnel, or behind one source of it. */
export function JourneyRowsPage({ frame, words, rows, figure }: JourneyRowsPageProps) {
  const { t } = words;
  const { step, channel, source } = figure;
  const name = t(`sightings.funnel.step.${step}`);
  const place = channel === null ? null : t(`sightings.channel.${channel}`);
  const from =
    place === null || source === null
      ? place
      : t("sightings.rows.from", { channel: place, source: sourceName(source, words) });
  return (
    <RowsPage
      frame={frame}
      words={words}
      title={from === null ? name : `${name} · ${from}`}
      explanation={[
        t(`sightings.rows.funnel.${step}`),
        ...(frame.seesPeople ? [t("sightings.rows.unnamed")] : []),
      ].join(words.locale === "en" ? " " : "")}
      rows={rows}
    />
  );
}
