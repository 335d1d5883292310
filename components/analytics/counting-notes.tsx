import type { ReactNode } from "react";
import type { GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { dayText } from "./figures";

/** What a page that counts visits knows about how far they are counted. */
export interface CountedProps {
  words: Words;
  query: GrowthQuery;
  /** The first day with anything counted; null before the first visit. */
  countedSince: string | null;
  /** The first day the page is about. */
  rangeStart: string;
}

/** What the figures about visits leave out, in so many words: whoever reads them must know, and so must whoever visits. */
export function CountingNotes({
  words,
  query,
  countedSince,
  rangeStart,
  children,
}: CountedProps & {
  /** What else is to be said, in a sentence. */
  children?: ReactNode;
}) {
  const { t } = words;
  return (
    <section className="mt-6 max-w-prose text-sm text-ink-2" aria-labelledby="counting-title">
      <h2 id="counting-title" className="text-md">
        {t("sightings.counting.title")}
      </h2>
      {countedSince === null ? <p className="mt-2 font-medium">{t("sightings.counting.never")}</p> : null}
      {countedSince !== null && countedSince > rangeStart ? (
        <p className="mt-2 font-medium">{t("sightings.counting.since", { day: dayText(countedSince, words, true) })}</p>
      ) : null}
      <p className="mt-2">{t("sightings.counting.visits")}</p>
      <p className="mt-2">{t("sightings.counting.signedIn")}</p>
      <p className="mt-2">{t("sightings.counting.missing")}</p>
      {query.segment !== undefined ? <p className="mt-2">{t("sightings.counting.segment")}</p> : null}
      {children ? <p className="mt-2">{children}</p> : null}
    </section>
  );
}
