import { countText, dash, shareText } from "@/components/analytics/figures";
import { shortDate } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { Words } from "@/lib/i18n/words";
import type { ArmOutcome, Uplift } from "@/lib/outreach/uplift";

interface UpliftCardProps {
  community: { zone: string };
  viewer: { at: Date };
  outreach: { horizonDays: number };
  uplift: Uplift;
  arms: Record<"reached" | "held", ArmOutcome>;
  /** Whether the horizon has passed: before, the counts are of now. */
  isOver: boolean;
  words: Words;
}

/** What an outreach has brought, as far as it can be said. */
export function UpliftCard({ community, viewer, outreach, uplift, arms, isOver, words }: UpliftCardProps) {
  const { t, locale } = words;
  const day = (at: Date) => shortDate(at, viewer.at, locale, community.zone);
  return (
    <section className="card mt-5 min-w-0 p-4 md:p-5" aria-labelledby="effect">
      <h2 id="effect" className="text-md">
        {t("outreach.detail.effect")}
      </h2>
      <p className="mt-0.5 text-sm text-ink-2">{t("outreach.detail.effectHelp", { days: outreach.horizonDays })}</p>
      <p className="num mt-3 font-medium">{verdict(uplift, day, words)}</p>
      {uplift.state === "known" ? (
        <p className="text-sm text-ink-2">
          {t(uplift.low <= 0 && uplift.high >= 0 ? "outreach.detail.unclear" : "outreach.detail.clear")}{" "}
          {t("outreach.detail.method")}
        </p>
      ) : null}
      <div className="mt-3">
        <Table label={t("common.chart.scrollHint", { name: t("outreach.detail.effect") })}>
          <thead>
            <tr>
              <th scope="col">{t("outreach.detail.arm")}</th>
              <th scope="col" className="r">
                {t("outreach.detail.chosen")}
              </th>
              <th scope="col" className="r">
                {t(isOver ? "outreach.detail.stayed" : "outreach.detail.stayedSoFar")}
              </th>
              <th scope="col" className="r">
                {t("outreach.detail.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {(["reached", "held"] as const).map((arm) => (
              <tr key={arm}>
                <th scope="row">{t(`outreach.arm.${arm}`)}</th>
                <td className="r num">{countText(arms[arm].chosen, words)}</td>
                <td className="r num">{countText(arms[arm].stayed, words)}</td>
                <td className="r num">
                  {arms[arm].chosen > 0 ? shareText(arms[arm].stayed / arms[arm].chosen, words) : dash}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}

function verdict(uplift: Uplift, day: (at: Date) => string, words: Words): string {
  const { t } = words;
  if (uplift.state === "unmeasured") return t("outreach.detail.unmeasured");
  if (uplift.state === "waiting") return t("outreach.detail.waiting", { date: day(uplift.knownAt) });
  const shares = { reached: shareText(uplift.reached, words), held: shareText(uplift.held, words) };
  if (uplift.state === "tooFew") return t("outreach.detail.tooFew", shares);
  const { difference, low, high } = uplift;
  const points = (value: number) => pointsText(value, words);
  return t("outreach.detail.known", {
    ...shares,
    difference: points(difference),
    low: points(low),
    high: points(high),
  });
}

/** "+12.5", "−3.0": percentage points with their sign. */
function pointsText(value: number, { format }: Words): string {
  const text = format.number(Math.abs(value) * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return `${value < 0 ? "−" : "+"}${text}`;
}
