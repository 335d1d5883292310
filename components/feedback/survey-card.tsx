import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { dismissSurveyAction } from "@/lib/feedback/actions/answers";
import type { Translate } from "@/lib/i18n/words";

interface SurveyCardProps {
  slug: string;
  /** The language the survey is written in. */
  lang: string;
  survey: { id: string; title: string; anonymous: boolean };
  /** Where it stands, and so where putting it away leads back to. */
  from: "feed" | "billing";
  /** A sentence before the title's own. */
  children?: string;
  t: Translate;
}

/** Asks quietly: one survey, a way to it and a way out. Nothing on the page waits for it. */
export function SurveyCard({ slug, lang, survey, from, children, t }: SurveyCardProps) {
  return (
    <section className="card mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3" aria-labelledby="survey-card">
      <div className="min-w-0 flex-1 basis-60">
        <p className="label">
          {t("feedback.card.label")} · {t(survey.anonymous ? "feedback.card.anonymous" : "feedback.card.named")}
        </p>
        <h2 id="survey-card" className="text-md font-semibold" lang={lang}>
          {survey.title}
        </h2>
        {children ? <p className="text-sm text-ink-2">{children}</p> : null}
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <ButtonLink size="sm" href={`/c/${slug}/surveys/${survey.id}`}>
          {t("feedback.card.answer")}
        </ButtonLink>
        <ActionForm action={dismissSurveyAction} hidden={{ community: slug, survey: survey.id, from }}>
          <SubmitButton size="sm" variant="ghost" busyLabel={t("feedback.card.dismissing")}>
            {t("feedback.card.dismiss")}
          </SubmitButton>
        </ActionForm>
      </div>
    </section>
  );
}
