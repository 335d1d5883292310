import type { ReplyFigures } from "@/lib/analytics/replies";
import type { Words } from "@/lib/i18n/words";
import { type ActivityCardProps, ActivityChartCard } from "./activity-chart-card";
import { countText, dash, decimalText, shareText } from "./figures";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long questions and discussions wait for somebody, held against what was promised. */
export function ReplyCard(props: ActivityCardProps) {
  const { report, words } = props;
  const { t } = words;
  const { replies, promisedHours } = report;
  const nothing = replies.every(({ asked }) => asked === 0);
  return (
    <ActivityChartCard
      {...props}
      chart="replies"
      subtitle={t("activity.replies.subtitle", { hours: promisedHours })}
      absent={nothing ? t("activity.replies.empty") : null}
      rows={{ figure: "unanswered" }}
      footnote={t("activity.replies.footnote")}
    >
      <div className="grid gap-6 sm:grid-cols-2">
        {replies.map((figures) => (
          <Replies key={figures.kind} figures={figures} words={words} />
        ))}
      </div>
    </ActivityChartCard>
  );
}

function Replies({ figures, words }: { figures: ReplyFigures; words: Words }) {
  const { t } = words;
  const of = (part: number | null, whole: number, share: number | null) =>
    part === null || whole === 0
      ? dash
      : `${shareText(share, words)} (${countText(part, words)} ÷ ${countText(whole, words)})`;
  const lines: [label: string, value: string][] = [
    [t("activity.replies.median"), waitText(figures.median, words)],
    [t("activity.replies.ninetieth"), waitText(figures.ninetieth, words)],
    [t("activity.replies.inTimeShare"), of(figures.inTime, figures.due, figures.inTimeShare)],
    [t("activity.replies.answeredShare"), of(figures.answered, figures.asked, figures.answeredShare)],
    [t("activity.replies.unanswered"), countText(figures.unanswered, words)],
  ];
  if (figures.kind === "question") {
    lines.push([t("activity.replies.acceptedShare"), of(figures.accepted, figures.asked, figures.acceptedShare)]);
  }
  return (
    <section>
      <h3 className="text-sm font-medium">
        {t(`activity.replies.${figures.kind}`)}{" "}
        <span className="num font-normal text-ink-3">{countText(figures.asked, words)}</span>
      </h3>
      <dl className="hair mt-1">
        {lines.map(([label, value]) => (
          <div key={label} className="flex items-baseline justify-between gap-3 py-1.5">
            <dt className="text-ink-2">{label}</dt>
            <dd className="num text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** "35 min", "5.4 h", "2.1 d". */
function waitText(ms: number | null, words: Words): string {
  if (ms === null) return dash;
  if (ms < hourMs) return words.t("activity.replies.waitMinutes", { n: countText(ms / minuteMs, words) });
  if (ms < 2 * dayMs) return words.t("activity.replies.waitHours", { n: decimalText(ms / hourMs, words) });
  return words.t("activity.replies.waitDays", { n: decimalText(ms / dayMs, words) });
}
