import type { Terms } from "@/lib/billing/queries/terms";
import type { Words } from "@/lib/i18n/words";

/** What people ask before they pay, answered with the terms as the owner has set them. */
export function JoinQuestions({ terms, words: { t } }: { terms: Terms; words: Words }) {
  const { graceDays, refundDays, refundMaxPosts } = terms;
  const questions = [
    { asked: t("billing.join.cancelQuestion"), answer: t("billing.join.cancelAnswer") },
    {
      asked: t("billing.join.refundQuestion"),
      answer:
        refundDays > 0 && refundMaxPosts !== null
          ? t("billing.join.refundPosts", { days: refundDays, posts: refundMaxPosts })
          : t("billing.join.refundAnswer", { days: refundDays }),
    },
    { asked: t("billing.join.changeQuestion"), answer: t("billing.join.changeAnswer") },
    { asked: t("billing.join.failQuestion"), answer: t("billing.join.failAnswer", { days: graceDays }) },
    { asked: t("billing.join.singleQuestion"), answer: t("billing.join.singleAnswer") },
  ];
  return (
    <section className="mt-12" aria-labelledby="questions">
      <h2 id="questions" className="text-2xl">
        {t("billing.join.questions")}
      </h2>
      <div className="mt-4 grid gap-x-12 lg:grid-cols-2">
        {questions.map(({ asked, answer }) => (
          <div key={asked} className="border-t border-line py-5">
            <h3 className="text-md">{asked}</h3>
            <p className="mt-1.5 text-ink-2">{answer}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
