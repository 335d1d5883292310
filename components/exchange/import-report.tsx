import { ActionForm } from "@/components/ui/action-form";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table } from "@/components/ui/table";
import { confirmImportAction } from "@/lib/exchange/actions";
import { problemSentence, reasonSentence, warningSentence } from "@/lib/exchange/sentence";
import type { PlanRow, Problem, Report } from "@/lib/exchange/types";
import type { Words } from "@/lib/i18n/words";

interface Props {
  community: string;
  upload: { id: string; report: Report };
  words: Words;
}

/** What an import would do or has done: totals, then each article with its notes, then refused files. */
export function ImportReport({ community, upload, words }: Props) {
  const { t } = words;
  const { report } = upload;
  const { created, changed, unchanged, skipped, pictures, remotePictures, links, deadLinks } = report;
  const base = `/c/${community}/studio`;
  return (
    <section aria-labelledby="report">
      <h2 id="report" className="text-xl">
        {t(report.dryRun ? "exchange.page.planned" : "exchange.page.done")}
      </h2>
      <p className="mt-2">{t("exchange.totals", { created, changed, unchanged, skipped })}</p>
      <p className="text-ink-2">{t("exchange.totalsMore", { pictures, remotePictures, links, deadLinks })}</p>
      <div className="mt-4 flex flex-wrap items-start gap-3">
        {report.dryRun && created + changed > 0 ? (
          <ActionForm action={confirmImportAction} hidden={{ community, upload: upload.id }}>
            <SubmitButton busyLabel={t("exchange.page.importing")}>
              {t("exchange.page.import", { count: created + changed })}
            </SubmitButton>
          </ActionForm>
        ) : (
          <ButtonLink variant="primary" href={base}>
            {t("exchange.page.studio")}
          </ButtonLink>
        )}
        <ButtonLink variant="outline" href={`${base}/import`}>
          {t("exchange.page.discard")}
        </ButtonLink>
      </div>
      <p className="mt-3 text-sm text-ink-3">
        {report.dryRun && created + changed === 0 ? t("exchange.page.nothingToDo") : t("exchange.page.again")}
      </p>
      {report.problems.length > 0 ? <RefusedFiles problems={report.problems} words={words} /> : null}
      {report.rows.length > 0 ? <Rows report={report} community={community} words={words} /> : null}
    </section>
  );
}

const rowsShown = 500;

function Rows({ report, community, words }: { report: Report; community: string; words: Words }) {
  const { t } = words;
  return (
    <div className="mt-6">
      <Table label={t("exchange.page.tableLabel")}>
        <thead>
          <tr>
            <th scope="col">{t("exchange.page.article")}</th>
            <th scope="col">{t("exchange.page.what")}</th>
            <th scope="col">{t("exchange.page.notes")}</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.slice(0, rowsShown).map((row) => (
            <tr key={row.path} className="align-top">
              <td>
                <ArticleName row={row} community={community} isThere={!report.dryRun || row.action === "unchanged"} />
                <span className="block text-sm break-all text-ink-3">{row.path}</span>
              </td>
              <td>
                <Badge tone={tones[row.action]}>{t(`exchange.action.${row.action}`)}</Badge>
              </td>
              <td className="text-sm text-ink-2">
                <Notes row={row} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const tones: Record<PlanRow["action"], BadgeTone> = {
  create: "success",
  change: "accent",
  unchanged: "neutral",
  skip: "warning",
};

function ArticleName({ row, community, isThere }: { row: PlanRow; community: string; isThere: boolean }) {
  if (!isThere || row.slug === "") return <span className="font-medium">{row.title}</span>;
  return (
    <Link href={`/c/${community}/posts/${row.slug}`} className="font-medium hover:text-accent-ink">
      {row.title}
    </Link>
  );
}

const notesShown = 3;
const notesMax = 40;

function Notes({ row, words }: { row: PlanRow; words: Words }) {
  const notes = [
    reasonSentence(words, row),
    ...row.problems.map((problem) => problemSentence(words, problem)),
    ...row.warnings.map((warning) => warningSentence(words, warning)),
  ].filter((note) => note !== "");
  const first = notes.slice(0, notesShown);
  const rest = notes.slice(notesShown, notesMax);
  return (
    <>
      <NoteList notes={first} />
      {rest.length > 0 ? (
        <details>
          <summary>{words.t("exchange.page.more", { count: notes.length - notesShown })}</summary>
          <NoteList notes={rest} />
        </details>
      ) : null}
    </>
  );
}

function NoteList({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-1 break-words">
      {notes.map((note, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <li key={i}>{note}</li>
      ))}
    </ul>
  );
}

function RefusedFiles({ problems, words }: { problems: Problem[]; words: Words }) {
  return (
    <div className="mt-6">
      <h3 className="font-semibold">{words.t("exchange.page.refusedFiles")}</h3>
      <div className="mt-2 text-sm text-ink-2">
        <NoteList notes={problems.slice(0, 200).map((problem) => problemSentence(words, problem))} />
      </div>
    </div>
  );
}
