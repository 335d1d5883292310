import { Link } from "@/components/ui/link";
import { bridgeParts } from "@/lib/analytics/revenue-tables";
import { rowsHref } from "./address";
import { moneyText, shareText } from "./figures";
import { type RevenueCardProps, RevenueChartCard } from "./revenue-chart-card";
import { RowsLink } from "./rows-link";

/** From MRR at the start to MRR at the end, step by step; each step opens its members. */
export function BridgeCard(props: RevenueCardProps) {
  const { slug, query, words, report } = props;
  const { t } = words;
  const { movements, facts, pastDue } = report;
  const text = (amount: number) => moneyText(amount, facts.currency, words);
  const link = (figure: string, label: string) => (
    <RowsLink slug={slug} page="revenue" query={query} figure={figure}>
      {label}
    </RowsLink>
  );
  return (
    <RevenueChartCard
      {...props}
      chart="bridge"
      subtitle={t("revenue.bridge.subtitle", { from: text(movements.start), to: text(movements.end) })}
      absent={movements.start === 0 && movements.end === 0 ? t("revenue.plans.empty") : null}
      footnote={
        <>
          {t("revenue.bridge.note")} {link("lost", t("revenue.bridge.lostRows"))} ·{" "}
          {link("ended", t("revenue.bridge.endedRows"))}
        </>
      }
    >
      <Steps {...props} />
      <p className="mt-4 text-sm text-ink-2">
        {t("revenue.bridge.pastDue", {
          n: pastDue.count,
          amount: text(pastDue.mrr),
          share: shareText(pastDue.share, words),
        })}{" "}
        {pastDue.count > 0 ? link("past-due", t("revenue.bridge.pastDueRows")) : null}
      </p>
    </RevenueChartCard>
  );
}

/** Each step as a bar that begins where the one before it ended. The amounts stand beside them. */
function Steps({ slug, query, words, report: { movements, facts } }: RevenueCardProps) {
  let level = 0;
  const steps = bridgeParts.map(({ name, of }) => {
    const amount = movements[of];
    const isTotal = name === "start" || name === "end";
    const [from, to] = isTotal ? [0, amount] : [level, level + amount];
    level = to;
    return { name, amount, isTotal, low: Math.min(from, to), high: Math.max(from, to) };
  });
  const most = Math.max(...steps.map(({ high }) => high), 1);
  const percent = (part: number) => `${((part / most) * 100).toFixed(2)}%`;
  return (
    <ul className="grid gap-2.5">
      {steps.map(({ name, amount, isTotal, low, high }) => {
        const label = words.t(`revenue.bridge.${name}`);
        const value = moneyText(amount, facts.currency, words);
        return (
          <li key={name}>
            <p className="flex items-baseline justify-between gap-3">
              {isTotal ? (
                <span className="font-medium">{label}</span>
              ) : (
                <Link className="link" href={rowsHref(slug, "revenue", query, name)}>
                  {label}
                </Link>
              )}
              <span className="num font-medium whitespace-nowrap">
                {!isTotal && amount > 0 ? "+" : ""}
                {value}
              </span>
            </p>
            <svg className="mt-1 block h-1.5 w-full rounded-full bg-sunken" aria-hidden="true">
              <rect
                className={amount < 0 ? "fill-c2" : isTotal ? "fill-c1m" : "fill-c1"}
                x={percent(low)}
                width={percent(high - low)}
                height="100%"
                rx="2"
              />
            </svg>
          </li>
        );
      })}
    </ul>
  );
}
