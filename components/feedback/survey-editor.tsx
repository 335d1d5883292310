import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Checkbox, ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import { Plus } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveSurveyAction } from "@/lib/feedback/actions/surveys";
import type { SurveyDraft } from "@/lib/feedback/drafts";
import { limits, questionKinds, surveyTriggers } from "@/lib/feedback/schema";
import type { Words } from "@/lib/i18n/words";
import { QuestionEditor } from "./question-editor";

interface SurveyEditorProps {
  community: { slug: string; zone: string; locale: string };
  surveyId: string;
  draft: SurveyDraft;
  /** Changes with the draft: the form is made anew, so that its fields show what was stored. */
  mark: string;
  segments: readonly { id: string; name: string }[];
  words: Words;
}

/**
 * A draft as one form. Every button sends all of it: saving, and adding, moving or removing a question work without
 * JavaScript, and nothing typed is lost by them.
 */
export function SurveyEditor(props: SurveyEditorProps) {
  const { community, surveyId, draft, mark, words } = props;
  const { t } = words;
  const saving = t("feedback.editor.saving");
  return (
    <ActionForm
      key={mark}
      action={saveSurveyAction}
      hidden={{ community: community.slug, survey: surveyId, count: String(draft.questions.length) }}
      className="mt-6 grid gap-5"
    >
      {/* The first button is what Enter presses. */}
      <button type="submit" name="do" value="save" className="sr-only" tabIndex={-1} aria-hidden="true" />
      <Texts {...props} />
      <When {...props} />
      <Whom {...props} />
      <Part title={t("feedback.editor.questions")}>
        {draft.questions.length === 0 ? <p className="text-ink-2">{t("feedback.editor.noQuestions")}</p> : null}
        <ol className="hair">
          {draft.questions.map((question, at) => (
            <QuestionEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a question is called in the form, which is made anew when one moves
              key={at}
              question={question}
              at={at}
              count={draft.questions.length}
              lang={community.locale}
              words={words}
            />
          ))}
        </ol>
        {draft.questions.length < limits.questions ? (
          <fieldset className="mt-4 min-w-0">
            <legend className="mb-2 font-medium">{t("feedback.editor.add")}</legend>
            <div className="flex flex-wrap gap-2">
              {questionKinds.map((kind) => (
                <SubmitButton key={kind} variant="outline" size="sm" name="do" value={`add:${kind}`} busyLabel={saving}>
                  <Plus />
                  {t(`feedback.kind.${kind}`)}
                </SubmitButton>
              ))}
            </div>
          </fieldset>
        ) : null}
      </Part>
      <div className="flex flex-wrap gap-2 border-t border-line pt-5">
        <SubmitButton variant="outline" name="do" value="save" busyLabel={saving}>
          {t("feedback.editor.save")}
        </SubmitButton>
        <SubmitButton variant="outline" name="do" value="preview" busyLabel={saving}>
          {t("feedback.editor.preview")}
        </SubmitButton>
        <SubmitButton variant="ghost" name="do" value="publish" busyLabel={saving}>
          {t("feedback.editor.toPublish")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-5">
      <h2 className="mb-3 text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Texts({ draft, community, words: { t } }: SurveyEditorProps) {
  return (
    <>
      <TextField
        name="title"
        label={t("feedback.editor.name")}
        help={t("feedback.editor.nameHelp")}
        defaultValue={draft.title}
        maxLength={limits.title}
        lang={community.locale}
      />
      <TextArea
        name="intro"
        label={t("feedback.editor.intro")}
        optional={t("feedback.editor.optional")}
        defaultValue={draft.intro}
        maxLength={limits.intro}
        rows={2}
        lang={community.locale}
      />
    </>
  );
}

function When({ draft, community, words: { t } }: SurveyEditorProps) {
  const optional = t("feedback.editor.optional");
  return (
    <Part title={t("feedback.editor.trigger")}>
      <ChoiceGroup id="trigger" label={<span className="sr-only">{t("feedback.editor.trigger")}</span>}>
        {surveyTriggers.map((trigger) => (
          <RadioCard
            key={trigger}
            name="trigger"
            value={trigger}
            defaultChecked={draft.trigger === trigger}
            title={t(`feedback.editor.triggers.${trigger}.name`)}
          >
            {t(`feedback.editor.triggers.${trigger}.what`)}
          </RadioCard>
        ))}
      </ChoiceGroup>
      <div className="mt-4 grid gap-4 sm:grid-cols-3">
        <TextField
          type="date"
          name="opensOn"
          label={t("feedback.editor.opensOn")}
          optional={optional}
          help={t("feedback.editor.opensHelp", { zone: community.zone })}
          defaultValue={draft.opensOn}
        />
        <TextField
          type="date"
          name="closesOn"
          label={t("feedback.editor.closesOn")}
          optional={optional}
          help={t("feedback.editor.closesHelp")}
          defaultValue={draft.closesOn}
        />
        <TextField
          name="afterDays"
          label={t("feedback.editor.afterDays")}
          inputMode="numeric"
          maxLength={4}
          defaultValue={draft.afterDays ?? ""}
        />
      </div>
    </Part>
  );
}

function Whom({ draft, segments, words: { t } }: SurveyEditorProps) {
  return (
    <Part title={t("feedback.editor.audience")}>
      <SelectField
        name="audience"
        label={t("feedback.editor.audience")}
        hideLabel
        help={t("feedback.editor.audienceHelp")}
        defaultValue={draft.segmentId ? `segment:${draft.segmentId}` : draft.audience}
      >
        <option value="everybody">{t("feedback.editor.audiences.everybody")}</option>
        <option value="paying">{t("feedback.editor.audiences.paying")}</option>
        {segments.map(({ id, name }) => (
          <option key={id} value={`segment:${id}`}>
            {t("feedback.editor.audiences.segment", { name })}
          </option>
        ))}
      </SelectField>
      <div className="mt-5 grid gap-5">
        <ChoiceGroup id="anonymous" label={t("feedback.editor.anonymous")}>
          <RadioCard
            name="anonymous"
            value="yes"
            defaultChecked={draft.anonymous}
            title={t("feedback.editor.unnamed.name")}
          >
            {t("feedback.editor.unnamed.what")}
          </RadioCard>
          <RadioCard
            name="anonymous"
            value="no"
            defaultChecked={!draft.anonymous}
            title={t("feedback.editor.named.name")}
          >
            {t("feedback.editor.named.what")}
          </RadioCard>
        </ChoiceGroup>
        <Checkbox
          name="mails"
          value="on"
          label={t("feedback.editor.mails")}
          help={t("feedback.editor.mailsHelp")}
          defaultChecked={draft.mails}
        />
      </div>
    </Part>
  );
}
