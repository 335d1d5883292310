import { Table } from "@/components/ui/table";
import type { Words } from "@/lib/i18n/words";
import { bandFloors, type RiskReason, riskReasons, riskWeights } from "@/lib/outreach/risk-score";

/** The whole score as a table: what gives how many points. It is the one the score is made with. */
export function RiskMethod({ answerHours, words: { t } }: { answerHours: number; words: Words }) {
  const steps = riskReasons.flatMap((reason) =>
    riskWeights[reason].map(({ step, points }, place) => ({ reason, step, points, isFirst: place === 0 })),
  );
  return (
    <section className="mt-10" aria-labelledby="method">
      <h2 id="method" className="text-lg">
        {t("outreach.method.title")}
      </h2>
      <div className="mt-1 grid max-w-150 gap-1 text-ink-2">
        <p>{t("outreach.method.intro", { medium: bandFloors.medium, high: bandFloors.high })}</p>
        <p>{t("outreach.method.counted")}</p>
        <p className="text-sm text-ink-3">
          {t("outreach.method.noVisits")} {t("outreach.method.courses")}
        </p>
      </div>
      <Table label={t("common.chart.scrollHint", { name: t("outreach.method.title") })} className="mt-3">
        <thead>
          <tr>
            <th scope="col">{t("outreach.method.reason")}</th>
            <th scope="col">{t("outreach.method.when")}</th>
            <th scope="col" className="r">
              {t("outreach.method.points")}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ reason, step, points, isFirst }) => (
            <tr key={`${reason} ${step}`}>
              <th scope="row" className="whitespace-nowrap">
                {isFirst ? (
                  t(`outreach.reasonName.${reason}`)
                ) : (
                  <span className="sr-only">{t(`outreach.reasonName.${reason}`)}</span>
                )}
              </th>
              <td className="min-w-64">{t(stepKey(reason, step), { hours: answerHours })}</td>
              <td className="r num">{points}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** The catalogue has a sentence for every step of every reason; a test walks them all. */
const stepKey = (reason: RiskReason, step: string) =>
  `outreach.method.step.${reason}.${step}` as "outreach.method.step.unanswered.one";
