import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { SurveyState } from "@/lib/feedback/survey-state";
import type { SurveyRow } from "@/lib/feedback/types";
import type { Words } from "@/lib/i18n/words";
import { whenText } from "./survey-words";

type Row = SurveyRow & { state: SurveyState };

interface SurveyListProps {
  rows: readonly Row[];
  community: { slug: string; zone: string; locale: string };
  words: Words;
}

/** Surveys that are written or asked; archived ones fold away below. */
export function SurveyList(props: SurveyListProps) {
  const archived = props.rows.filter(({ state }) => state === "archived");
  const open = props.rows.filter(({ state }) => state !== "archived");
  return (
    <>
      <ul className="hair mt-4">
        {open.map((row) => (
          <SurveyItem key={row.id} row={row} {...props} />
        ))}
      </ul>
      {archived.length > 0 ? (
        <details className="mt-6">
          <summary className="cursor-pointer py-1 text-ink-2">
            {props.words.t("feedback.archivedList")} <span className="num text-ink-3">{archived.length}</span>
          </summary>
          <ul className="hair mt-1">
            {archived.map((row) => (
              <SurveyItem key={row.id} row={row} {...props} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

const tones: Record<SurveyState, BadgeTone> = {
  draft: "line",
  waiting: "neutral",
  running: "success",
  over: "neutral",
  archived: "neutral",
};

function SurveyItem({ row, community, words }: SurveyListProps & { row: Row }) {
  const { t } = words;
  const facts = [
    t("feedback.row.questions", { n: row.questions }),
    whenText(row, community.zone, words),
    row.anonymous ? t("feedback.row.anonymous") : null,
  ].filter((fact) => fact !== null);
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <h2 className="min-w-0 text-md font-semibold">
          <Link
            className="hover:underline"
            href={`/c/${community.slug}/manage/surveys/${row.id}`}
            lang={community.locale}
          >
            {row.title || t("feedback.row.untitled")}
          </Link>
        </h2>
        <Badge tone={tones[row.state]}>{t(`feedback.state.${row.state}`)}</Badge>
      </div>
      <p className="num text-sm text-ink-3">{facts.join(" · ")}</p>
      {row.state === "draft" ? null : (
        <p className="num text-sm text-ink-2">
          {t("feedback.row.answered", { answered: row.answered, invited: row.invited })}
        </p>
      )}
    </li>
  );
}
