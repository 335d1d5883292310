import { decimalText, shareText } from "@/components/analytics/figures";
import { ShareList } from "@/components/analytics/share-list";
import { Link } from "@/components/ui/link";
import type { Nps } from "@/lib/feedback/nps";
import type { QuestionResult as Result } from "@/lib/feedback/types";
import type { Words } from "@/lib/i18n/words";
import { choiceText, pointsText } from "./survey-words";

interface QuestionResultProps {
  result: Result;
  /** Of all who answered the survey; what `n` lacks left this one out or, without names, waits to be five. */
  responses: number;
  anonymous: boolean;
  community: { slug: string; locale: string };
  words: Words;
}

/** What came of one question: bars with their numbers, the mean or the score, the texts. */
export function QuestionResult(props: QuestionResultProps) {
  const { result, responses, anonymous, community, words } = props;
  const { question, n, tooFew, bars, mean, nps } = result;
  const { t } = words;
  const left = Math.max(0, responses - n);
  const others = left > 0 ? t(anonymous ? "feedback.results.unseen" : "feedback.results.left", { left }) : "";
  return (
    <section className="card min-w-0 p-4 md:p-5" aria-labelledby={`result-${question.id}`}>
      <h2 id={`result-${question.id}`} className="text-md" lang={community.locale}>
        {question.prompt}
      </h2>
      <p className="num mt-0.5 text-sm text-ink-3">
        {[t(`feedback.kind.${question.kind}`), tooFew ? "" : t("feedback.results.n", { n }), tooFew ? "" : others]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {tooFew ? <p className="mt-3 text-ink-2">{t("feedback.results.tooFew")}</p> : null}
      {nps ? <Score nps={nps} words={words} /> : null}
      {mean === null ? null : (
        <p className="num mt-3 text-2xl font-semibold">
          {t("feedback.results.mean", { mean: decimalText(mean, words) })}
        </p>
      )}
      {bars.length > 0 ? (
        <div className="mt-4" lang={community.locale}>
          <ShareList
            rows={bars.map(({ choice, count, share }) => ({
              key: String(choice),
              label: choiceText(question, choice),
              value: words.format.number(count),
              detail: shareText(share, words),
              part: share ?? 0,
            }))}
          />
        </div>
      ) : null}
      {question.kind === "text" && !tooFew ? <Texts {...props} /> : null}
    </section>
  );
}

function Score({ nps, words }: { nps: Nps; words: Words }) {
  const { t } = words;
  const { score, margin, n, promoters, passives, detractors } = nps;
  const share = (count: number) => shareText(n > 0 ? count / n : null, words);
  return (
    <div className="mt-3">
      <p className="num text-2xl font-semibold">
        {score === null ? "–" : pointsText(score, words)}{" "}
        <span className="text-sm font-normal text-ink-2">
          {score === null
            ? t("feedback.results.tooFewScore")
            : margin === null
              ? t("feedback.results.noMargin")
              : t("feedback.results.margin", { margin: pointsText(margin, words, false) })}
        </span>
      </p>
      <p className="num mt-1 font-mono text-xs text-ink-3">
        {`${share(promoters)} (${t("feedback.results.promoters")}) − ${share(detractors)} (${t("feedback.results.detractors")}) · ${share(passives)} (${t("feedback.results.passives")})`}
      </p>
    </div>
  );
}

function Texts({ result, anonymous, community, words: { t } }: QuestionResultProps) {
  const { texts, textCount } = result;
  const more = { shown: texts.length, n: textCount };
  return (
    <>
      <ul className="hair mt-3">
        {texts.map(({ text, person }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text carries no id, so that nothing on the page says which texts are of one person
          <li key={place} className="py-2.5">
            <p className="whitespace-pre-line" lang={community.locale}>
              {text}
            </p>
            {anonymous ? null : (
              <p className="text-sm text-ink-3">
                {person ? (
                  <Link className="hover:underline" href={`/c/${community.slug}/members/${person.handle}`}>
                    {person.name}
                  </Link>
                ) : (
                  t("feedback.results.gone")
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
      {textCount > texts.length ? (
        <p className="mt-2 text-sm text-ink-3">
          {t(anonymous ? "feedback.results.textsMoreUnnamed" : "feedback.results.textsMore", more)}
        </p>
      ) : null}
    </>
  );
}
