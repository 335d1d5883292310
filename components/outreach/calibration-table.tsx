import { countText, dash, dayText, decimalText, shareText } from "@/components/analytics/figures";
import { Table } from "@/components/ui/table";
import type { Words } from "@/lib/i18n/words";
import type { CalibratedBand, Calibration } from "@/lib/outreach/calibration";

/** What then happened to members of each band: the honest answer to how good the score is. */
export function CalibrationTable({ calibration, words }: { calibration: Calibration; words: Words }) {
  const { t, locale } = words;
  const { bands, days, members, left } = calibration;
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  return (
    <section className="mt-10" aria-labelledby="calibration">
      <h2 id="calibration" className="text-lg">
        {t("outreach.calibration.title")}
      </h2>
      {days.length === 0 ? (
        <p className="mt-1 max-w-150 text-ink-2">{t("outreach.calibration.none")}</p>
      ) : (
        <>
          <div className="mt-1 grid max-w-150 gap-1 text-ink-2">
            <p>
              {t("outreach.calibration.intro", { n: days.length })} {t("outreach.calibration.unit")}
            </p>
            <p className="text-sm text-ink-3">
              {t("outreach.calibration.days", { days: list.format(days.map((day) => dayText(day, words, true))) })}{" "}
              {t("outreach.calibration.noStalled")}
            </p>
          </div>
          <Table label={t("common.chart.scrollHint", { name: t("outreach.calibration.title") })} className="mt-3">
            <thead>
              <tr>
                <th scope="col">{t("outreach.calibration.band")}</th>
                {(["members", "left", "share", "interval"] as const).map((column) => (
                  <th key={column} scope="col" className="r">
                    {t(`outreach.calibration.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bands.map((band) => (
                <BandRow key={band.band} band={band} words={words} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t("outreach.calibration.all")}</th>
                <td className="r num">{countText(members, words)}</td>
                <td className="r num">{countText(left, words)}</td>
                <td className="r num">{members > 0 ? shareText(left / members, words) : dash}</td>
                <td />
              </tr>
            </tfoot>
          </Table>
          <Verdict calibration={calibration} words={words} />
        </>
      )}
    </section>
  );
}

function BandRow({ band, words }: { band: CalibratedBand; words: Words }) {
  const { t } = words;
  const { interval } = band;
  return (
    <tr>
      <th scope="row">{t(`outreach.band.${band.band}`)}</th>
      <td className="r num">{countText(band.members, words)}</td>
      <td className="r num">{countText(band.left, words)}</td>
      {interval ? (
        <>
          <td className="r num">{shareText(band.share, words)}</td>
          <td className="r num whitespace-nowrap">
            {t("outreach.calibration.range", {
              low: shareText(interval.low, words),
              high: shareText(interval.high, words),
            })}
          </td>
        </>
      ) : (
        <td className="r text-ink-3" colSpan={2}>
          {t("outreach.calibration.tooFew")}
        </td>
      )}
    </tr>
  );
}

/** How much of what happened the score had seen, with and without what everybody could see. */
function Verdict({ calibration, words }: { calibration: Calibration; words: Words }) {
  const { t } = words;
  const { caught, precision, lift, left, withoutCancelled: rest } = calibration;
  return (
    <div className="num mt-3 grid max-w-150 gap-1 text-sm text-ink-2">
      {caught === null ? null : <p>{t("outreach.calibration.caught", { n: left, share: shareText(caught, words) })}</p>}
      {precision === null || lift === null ? null : (
        <p>
          {t("outreach.calibration.precision", { share: shareText(precision, words), lift: decimalText(lift, words) })}
        </p>
      )}
      {rest.caught === null ? null : (
        <p>
          {t("outreach.calibration.without", {
            share: shareText(rest.caught, words),
            precision: rest.precision === null ? dash : shareText(rest.precision, words),
          })}
        </p>
      )}
    </div>
  );
}
