import { Avatar } from "@/components/ui/avatar";
import { CircleCheck, Lock } from "@/components/ui/icons";
import type { Translate, Words } from "@/lib/i18n/words";

/** The source of a tutorial with its pay line. */
export function WriteSample({ t }: { t: Translate }) {
  const s = (key: "heading" | "free" | "line" | "lockedHeading" | "locked") => t(`site.landing.write.sample.${key}`);
  return (
    <div className="card grid gap-2 bg-canvas p-6 font-mono text-sm">
      <p className="font-semibold">## {s("heading")}</p>
      <p className="text-ink-2">{s("free")}</p>
      <p className="my-2 flex items-center gap-3 text-brass before:h-px before:flex-1 before:bg-brass-line after:h-px after:flex-1 after:bg-brass-line">
        <span className="flex min-w-0 items-center gap-1.5">
          <Lock className="size-3.5" />
          {s("line")}
        </span>
      </p>
      <p className="font-semibold">## {s("lockedHeading")}</p>
      <p className="text-ink-2">{s("locked")}</p>
    </div>
  );
}

/** An accepted answer. */
export function AnswerSample({ t }: { t: Translate }) {
  const by = t("site.landing.answer.sample.by");
  return (
    <div className="card p-6">
      <p className="flex items-center gap-2 font-medium text-success">
        <CircleCheck />
        {t("site.landing.answer.sample.accepted")}
      </p>
      <p className="mt-3 text-md">{t("site.landing.answer.sample.text")}</p>
      <p className="mt-4 flex items-center gap-2.5 text-sm text-ink-2">
        <Avatar id={by} name={by} size={24} />
        {by}
      </p>
    </div>
  );
}

/** An example year: who of each month's newcomers is still there, in percent. Heat steps as on the growth page. */
const cohorts = [
  { month: 6, joined: 40, kept: [100, 82, 71, 64, 60, 57] },
  { month: 7, joined: 52, kept: [100, 79, 69, 61, 58] },
  { month: 8, joined: 47, kept: [100, 85, 74, 68] },
  { month: 9, joined: 61, kept: [100, 88, 79] },
  { month: 10, joined: 58, kept: [100, 86] },
];

const heat = [
  "bg-h0 text-ht0",
  "bg-h1 text-ht1",
  "bg-h2 text-ht2",
  "bg-h3 text-ht3",
  "bg-h4 text-ht4",
  "bg-h5 text-ht5",
  "bg-h6 text-ht6",
];
const heatOf = (percent: number) => heat[Math.min(6, Math.max(0, Math.floor((percent - 45) / 8)))];

/** Two figures with their arithmetic, and a small cohort table. */
export function CountSample({ words: { t, locale } }: { words: Words }) {
  const monthName = (month: number) =>
    new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }).format(Date.UTC(2026, month - 1, 1));
  const month = (n: number) => t("site.landing.count.sample.month", { n });
  return (
    <div className="card min-w-0 p-6">
      <dl className="grid grid-cols-2 gap-4">
        <Figure label={t("site.landing.count.sample.growth")} symbol="R" value="+20.0%" formula="(120 − 100) ÷ 100" />
        <Figure
          label={t("site.landing.count.sample.activity")}
          symbol="A"
          value={`2.0 ${t("site.landing.count.sample.perMember")}`}
          formula="240 ÷ 120"
        />
      </dl>
      <table className="mt-5 w-full table-fixed border-separate border-spacing-0.5 text-xs">
        <caption className="mb-2 text-left text-ink-3">{t("site.landing.count.sample.cohort")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("site.landing.count.sample.joined")}</th>
            {cohorts[0]!.kept.map((_, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the position is the month
              <th key={n} scope="col">
                {month(n)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((cohort) => (
            <tr key={cohort.month}>
              <th scope="row" className="num text-left font-normal text-ink-3">
                {monthName(cohort.month)}
              </th>
              {cohort.kept.map((percent, n) => (
                <td
                  key={`${cohort.month}-${month(n)}`}
                  className={`num rounded-xs py-1 text-center ${heatOf(percent)}`}
                >
                  {percent}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ label, symbol, value, formula }: { label: string; symbol: string; value: string; formula: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-2">
        {label} <span className="font-mono text-ink-3">{symbol}</span>
      </dt>
      <dd>
        <span className="num block text-xl font-semibold">{value}</span>
        <span className="num block font-mono text-xs text-ink-3">{formula}</span>
      </dd>
    </div>
  );
}

/** The two commands. */
export function TerminalSample({ t }: { t: Translate }) {
  return (
    <figure className="card min-w-0 overflow-hidden bg-canvas">
      <figcaption className="border-b border-line px-5 py-2.5 text-sm text-ink-3">
        {t("site.landing.run.terminal")}
      </figcaption>
      <div className="grid gap-1 p-5 font-mono text-sm">
        <p className="text-ink-3">{t("site.landing.run.demo")}</p>
        <p>
          <span className="text-ink-3">$ </span>npm start
        </p>
        <p className="mt-3 text-ink-3">{t("site.landing.run.tests")}</p>
        <p>
          <span className="text-ink-3">$ </span>npm test
        </p>
      </div>
    </figure>
  );
}
