import { intervalText } from "@/lib/analytics/revenue-tables";
import { countText, moneyText, shareText } from "./figures";
import { type RevenueCardProps, RevenueChartCard } from "./revenue-chart-card";
import { ShareList } from "./share-list";

/** MRR by plan and interval. */
export function RevenuePlanCard(props: RevenueCardProps) {
  const { words, report } = props;
  const { t } = words;
  const most = Math.max(...report.plans.map((plan) => plan.share ?? 0), 0);
  return (
    <RevenueChartCard
      {...props}
      chart="plans"
      subtitle={t("revenue.plans.subtitle", { share: shareText(report.yearlyShare, words) })}
      absent={report.plans.length === 0 ? t("revenue.plans.empty") : null}
      rows={{ figure: "mrr" }}
    >
      <ShareList
        rows={report.plans.map((plan) => ({
          key: `${plan.productId} ${plan.interval} ${plan.currency}`,
          label: t("revenue.plans.name", {
            plan: plan.name ?? t("revenue.plans.nameless"),
            interval: intervalText(plan.interval, words),
          }),
          value: moneyText(plan.amount, plan.currency, words),
          detail: countText(plan.subscriptions, words),
          part: most === 0 ? 0 : (plan.share ?? 0) / most,
        }))}
      />
    </RevenueChartCard>
  );
}
