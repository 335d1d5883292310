import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/tabs";
import { revenueTables } from "@/lib/analytics/revenue-tables";
import { type Definition, definitions, type GrowthQuery } from "@/lib/analytics/schema";
import type { Words } from "@/lib/i18n/words";
import { analyticsHref, chartCsvHref } from "./address";
import { BridgeCard } from "./bridge-card";
import { ChartTable } from "./chart-table";
import { dayText, moneyText } from "./figures";
import { MrrCard } from "./mrr-card";
import { NetCard, OtherMoneyCard } from "./net-card";
import { PassCard } from "./pass-card";
import { type RevenueCardProps, RevenueChartCard } from "./revenue-chart-card";
import { RevenuePlanCard } from "./revenue-plan-card";
import { RevenueTiles } from "./revenue-tiles";

/** The revenue page below its frame. */
export function RevenueReport({ slug, query, report, words }: Omit<RevenueCardProps, "tables">) {
  const { t } = words;
  const tables = revenueTables(report, words);
  const card = { slug, query, report, words, tables };
  const definition = query.definition ?? "guildhall";
  return (
    <>
      <DefinitionSwitch slug={slug} query={query} words={words} definition={definition} />
      <RestatedNotice report={report} words={words} />
      {query.view === "table" ? (
        <div className="card p-4 md:p-5">
          <ChartTable label={t("revenue.chart.figures")} table={tables.figures} words={words} />
        </div>
      ) : (
        <RevenueTiles slug={slug} query={query} report={report} definition={definition} words={words} />
      )}
      <p className="no-print mt-2 text-right text-sm">
        <a className="link" href={chartCsvHref(slug, "revenue", query, "figures")} download>
          {t("revenue.chart.figures")}: {t("analytics.csv")}
        </a>
      </p>
      <div className="mt-2 grid items-start gap-4 xl:grid-cols-[1fr_24rem] [&>*]:min-w-0">
        <MrrCard {...card} />
        <RevenuePlanCard {...card} />
        <DefinitionsCard {...card} />
        <BridgeCard {...card} />
        <NetCard {...card} />
        <PassCard {...card} />
        <OtherMoneyCard {...card} />
      </div>
    </>
  );
}

interface SwitchProps {
  slug: string;
  query: GrowthQuery;
  words: Words;
  definition: Definition;
}

/** Whose rules churn and MRR follow, with what sets them apart. */
function DefinitionSwitch({ slug, query, words, definition }: SwitchProps) {
  const { t } = words;
  return (
    <div className="mb-4">
      <Segmented
        className="no-print flex-wrap"
        label={t("revenue.switchLabel")}
        items={definitions.map((one) => ({
          label: t(`revenue.by.${one}`),
          href: analyticsHref(slug, "revenue", query, { definition: one }),
          current: one === definition,
        }))}
      />
      <p className="mt-2 text-sm text-ink-2">{t(`revenue.sentence.${definition}`)}</p>
    </div>
  );
}

/** The past was corrected after a day had been closed: whoever noted the figure then should know. */
function RestatedNotice({ report: { facts }, words }: Pick<RevenueCardProps, "report" | "words">) {
  const { restated, currency } = facts;
  if (!restated) return null;
  const text = (amount: number) => moneyText(amount, currency, words);
  return (
    <Notice tone="warning" className="mb-4">
      <p>
        {words.t("revenue.restated", {
          days: restated.days,
          day: dayText(restated.day, words, true),
          closed: text(restated.closed),
          now: text(restated.now),
        })}
      </p>
    </Notice>
  );
}

/** The same range counted by all five definitions, side by side. */
function DefinitionsCard(props: RevenueCardProps) {
  const { slug, words } = props;
  const { t } = words;
  return (
    <RevenueChartCard
      {...props}
      chart="definitions"
      subtitle={t("revenue.definitions.subtitle")}
      footnote={
        <>
          {t("revenue.definitions.note")}{" "}
          <Link
            className="link"
            href={`${analyticsHref(slug, "definitions", { range: "30d", view: "chart" })}#logoChurn`}
          >
            {t("revenue.definitions.link")}
          </Link>
        </>
      }
    />
  );
}
