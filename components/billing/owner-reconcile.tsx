import { Badge } from "@/components/ui/badge";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Words } from "@/lib/i18n/words";

export interface ShownRun {
  id: string;
  /** Null for the hourly one, which looks at every community and says nothing here of the others. */
  communityId: string | null;
  startedAt: Date;
  endedAt: Date | null;
  looked: number;
  repaired: number;
  failed: number;
  differences: readonly { id: string; kind: string; subject: string; ours: string; theirs: string }[];
}

interface RunListProps {
  runs: readonly ShownRun[];
  now: Date;
  zone: string;
  words: Words;
}

/** The last comparisons with Stripe, the latest first; what differed folds out. Plain text: for use within Static. */
export function RunList({ runs, now, zone, words }: RunListProps) {
  const { t, locale } = words;
  return (
    <ol className="hair mt-4">
      {runs.map((run) => (
        <li key={run.id} className="py-3">
          <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
            <Time at={run.startedAt} now={now} locale={locale} zone={zone} show="exact" className="num text-ink-3" />
            {run.endedAt ? null : <Badge>{t("selling.settings.runRunning")}</Badge>}
            {run.communityId && run.failed > 0 ? (
              <Badge tone="warning">{t("selling.settings.runFailed", { count: run.failed })}</Badge>
            ) : null}
          </div>
          <p>
            {run.communityId
              ? t("selling.settings.run", { looked: run.looked, repaired: run.repaired })
              : t("selling.settings.runHourly", { repaired: run.differences.length })}
          </p>
          {run.differences.length > 0 ? <Differences run={run} words={words} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Differences({ run, words: { t } }: { run: ShownRun; words: Words }) {
  const kindOf = (kind: string) => {
    const key = `selling.settings.differenceKind.${kind}` as "selling.settings.differenceKind.order";
    return t.has(key) ? t(key) : kind;
  };
  return (
    <details className="mt-1">
      <summary className="link cursor-pointer py-1">
        {t("selling.settings.differences")} <span className="num">{run.differences.length}</span>
      </summary>
      <Table label={t("selling.settings.differencesScroll")} className="mt-1 min-w-130">
        <thead>
          <tr>
            <th scope="col">{t("selling.settings.subject")}</th>
            <th scope="col">{t("selling.settings.ours")}</th>
            <th scope="col">{t("selling.settings.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {run.differences.map((difference) => (
            <tr key={difference.id}>
              <th scope="row" className="font-normal">
                {kindOf(difference.kind)} <span className="font-mono text-xs text-ink-3">{difference.subject}</span>
              </th>
              <td>{difference.ours || "–"}</td>
              <td>{difference.theirs || "–"}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
