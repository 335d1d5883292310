import type { ReactNode } from "react";
import {
  type DefinitionGroup,
  definitionGroups,
  type FigureDefinition,
  figureDefinitions,
} from "@/lib/analytics/definitions";
import { rawExports, rawFormats } from "@/lib/analytics/raw-export";
import type { Words } from "@/lib/i18n/words";

interface ListProps {
  slug: string;
  /** Owner and admins get the raw files too. */
  mayExport: boolean;
  words: Words;
}

/** Every figure with its formula, what it leaves out, what feeds it and the test that proves it. */
export function DefinitionList({ slug, mayExport, words }: ListProps) {
  const { t } = words;
  const groups = definitionGroups.filter((group) => figureDefinitions.some((one) => one.group === group));
  return (
    <>
      <p className="max-w-prose text-ink-2">{t("revenue.page.intro")}</p>
      <p className="mt-2 max-w-prose text-sm text-ink-2">{t("revenue.page.rules")}</p>
      {mayExport ? <RawFiles slug={slug} words={words} /> : null}
      {groups.map((group) => (
        <Group key={group} group={group} words={words} />
      ))}
      <p className="mt-6 max-w-prose text-sm text-ink-3">{t("revenue.page.verify")}</p>
    </>
  );
}

function Group({ group, words }: { group: DefinitionGroup; words: Words }) {
  return (
    <section className="mt-8" aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`} className="text-lg">
        {words.t(`revenue.page.group.${group}`)}
      </h2>
      <div className="mt-3 grid gap-3 lg:grid-cols-2">
        {figureDefinitions
          .filter((one) => one.group === group)
          .map((one) => (
            <Definition key={one.figure} definition={one} words={words} />
          ))}
      </div>
    </section>
  );
}

function Definition({ definition, words }: { definition: FigureDefinition; words: Words }) {
  const { t } = words;
  const { figure, formula, fedBy, provenBy } = definition;
  return (
    <article id={figure} className="card min-w-0 scroll-mt-18 p-4">
      <h3 className="text-md">
        <a className="hover:underline" href={`#${figure}`}>
          {t(`revenue.defined.${figure}.name`)}
        </a>
      </h3>
      <p className="mt-1.5 rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm wrap-anywhere" lang="en">
        {formula}
      </p>
      <dl className="mt-2.5 grid gap-1.5 text-sm">
        <Line term={t("revenue.page.leavesOut")}>{t(`revenue.defined.${figure}.leavesOut`)}</Line>
        <Line term={t("revenue.page.fedBy")}>
          {fedBy.map((source, nth) => (
            <span key={source}>
              {nth > 0 ? ", " : null}
              <code className="font-mono text-xs">{source}</code>{" "}
              <span className="text-ink-3">{t(`revenue.fed.${source}`)}</span>
            </span>
          ))}
        </Line>
        <Line term={t("revenue.page.provenBy")}>
          <span className="font-mono text-xs wrap-anywhere" lang="en">
            {provenBy.file} › {provenBy.name}
          </span>
        </Line>
      </dl>
    </article>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[6rem_1fr]">
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

/** The three files everything can be computed from again. */
function RawFiles({ slug, words }: { slug: string; words: Words }) {
  const { t } = words;
  return (
    <section id="raw" className="card mt-4 scroll-mt-18 p-4" aria-labelledby="raw-title">
      <h2 id="raw-title" className="text-md">
        {t("revenue.raw.title")}
      </h2>
      <p className="mt-0.5 text-sm text-ink-2">{t("revenue.raw.what")}</p>
      <ul className="mt-3 grid gap-2">
        {rawExports.map((what) => (
          <li key={what} className="flex flex-wrap items-baseline gap-x-3 text-sm">
            <span className="mr-auto">{t(`revenue.raw.${what}`)}</span>
            {rawFormats.map((format) => (
              <a
                key={format}
                className="link"
                href={`/c/${slug}/manage/analytics/export/raw?what=${what}&format=${format}`}
                download
              >
                {t(`revenue.raw.${format}`)}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
