import { ActionForm } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { createSurveyAction } from "@/lib/feedback/actions/surveys";
import { surveyTemplates } from "@/lib/feedback/schema";
import type { Translate } from "@/lib/i18n/words";

/** What a survey can begin as, each with a button. */
export function TemplateList({ community, t }: { community: string; t: Translate }) {
  return (
    <ul className="hair mt-4">
      {surveyTemplates.map((template) => {
        const name = t(`feedback.start.${template}.name`);
        return (
          <li key={template} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
            <div className="min-w-0 flex-1 basis-60">
              <h2 className="text-md font-semibold">{name}</h2>
              <p className="text-ink-2">{t(`feedback.start.${template}.what`)}</p>
            </div>
            <ActionForm action={createSurveyAction} hidden={{ community, template }}>
              <SubmitButton
                size="sm"
                variant="outline"
                busyLabel={t("feedback.start.choosing")}
                aria-label={t("feedback.start.chooseOf", { name })}
              >
                {t("feedback.start.choose")}
              </SubmitButton>
            </ActionForm>
          </li>
        );
      })}
    </ul>
  );
}
