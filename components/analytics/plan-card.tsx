import { intervalName } from "@/lib/analytics/row-words";
import type { Growth } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { type CardProps, ChartCard } from "./chart-card";
import { countText, moneyText, shareText } from "./figures";
import { ShareList } from "./share-list";

/** MRR by plan and interval, and what belongs beside it. */
export function PlanCard(props: CardProps) {
  const { growth, words } = props;
  const { t } = words;
  return (
    <ChartCard
      {...props}
      chart="plans"
      subtitle={t("analytics.plans.subtitle")}
      absent={growth.plans.length === 0 ? t("analytics.plans.empty") : null}
    >
      <ShareList rows={rowsOf(growth, words)} />
      <RevenueFacts growth={growth} words={words} />
    </ChartCard>
  );
}

function rowsOf({ plans }: Growth, words: Words) {
  const most = Math.max(...plans.map((plan) => plan.share ?? 0));
  return plans.map((plan) => ({
    key: `${plan.productId} ${plan.interval} ${plan.currency}`,
    label: words.t("analytics.plans.name", {
      plan: plan.name ?? words.t("analytics.plans.nameless"),
      interval: intervalName(plan.interval, words),
    }),
    value: moneyText(plan.amount, plan.currency, words),
    detail: countText(plan.members, words),
    part: most === 0 ? 0 : (plan.share ?? 0) / most,
  }));
}

function RevenueFacts({ growth: { mrr, currency }, words }: { growth: Growth; words: Words }) {
  const { t } = words;
  const facts = (["yearlyShare", "netRetention", "grossRetention", "logoChurn"] as const).map((name) => ({
    name,
    label: t(`analytics.plans.${name}`),
    value: shareText(mrr[name], words),
  }));
  const { amount, count } = mrr.oneOffs;
  return (
    <>
      <dl className="mt-5 grid gap-1.5 border-t border-line pt-4">
        {facts.map(({ name, label, value }) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-ink-2">{label}</dt>
            <dd className="num font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-ink-3">
        {t("analytics.plans.oneOffs", { count, amount: moneyText(amount, currency, words) })}
      </p>
    </>
  );
}
