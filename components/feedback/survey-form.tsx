"use client";
import { useActionState, useEffect, useRef } from "react";
import { FieldMessage } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { answerSurveyAction } from "@/lib/feedback/actions/answers";
import { type FormState, idleForm } from "@/lib/platform/form-state";
import type { AskedQuestion } from "./asked-questions";

interface SurveyFormProps {
  hidden: Record<string, string>;
  questions: AskedQuestion[];
  /** The language the survey is written in. */
  lang: string;
  words: { send: string; sending: string; once: string };
  /** Shown to who writes it: everything can be tried and nothing is sent. */
  isPreview?: boolean;
}

/**
 * The questions of a survey as a form. It works before JavaScript loads; what is wrong is said at its question, with
 * everything that was chosen still there.
 */
export function SurveyForm({ hidden, questions, lang, words, isPreview }: SurveyFormProps) {
  const [state, send] = useActionState(answerSurveyAction, idleForm);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === "refused")
      form.current?.querySelector<HTMLElement>("[data-wrong] :is(input, textarea)")?.focus();
  }, [state]);
  return (
    <form ref={form} action={isPreview ? undefined : send} className="mt-6 grid gap-7">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {questions.map((question) => (
        <Question key={question.field} question={question} state={state} lang={lang} />
      ))}
      <div className="grid justify-items-start gap-3 border-t border-line pt-5">
        <FormMessage tone="danger">{state.status === "refused" ? state.message : undefined}</FormMessage>
        <p className="text-sm text-ink-3">{words.once}</p>
        <SubmitButton busyLabel={words.sending} disabled={isPreview}>
          {words.send}
        </SubmitButton>
      </div>
    </form>
  );
}

interface QuestionProps {
  question: AskedQuestion;
  state: FormState;
  lang: string;
}

function Question({ question, state, lang }: QuestionProps) {
  const { field, kind, prompt, note, help } = question;
  const error = state.fields?.[field];
  const described = error ? `${field}-error` : help ? `${field}-help` : undefined;
  const legend = (
    <>
      <span lang={lang}>{prompt}</span> <span className="font-normal text-ink-3">{note}</span>
    </>
  );
  if (kind === "text") {
    return (
      <div data-wrong={error ? "" : undefined}>
        <label htmlFor={field} className="mb-1.5 block font-medium">
          {legend}
        </label>
        <textarea
          id={field}
          name={field}
          rows={4}
          className="input min-h-20"
          defaultValue={state.values?.[field]}
          maxLength={question.maxLength}
          required={question.required}
          aria-invalid={error ? true : undefined}
          aria-describedby={described}
        />
        <FieldMessage id={field} help={help} error={error} />
      </div>
    );
  }
  return (
    <fieldset className="min-w-0" aria-describedby={described} data-wrong={error ? "" : undefined}>
      <legend className="mb-2 font-medium">{legend}</legend>
      {kind === "nps" || kind === "scale" ? (
        <NumberRow question={question} state={state} lang={lang} />
      ) : (
        <Choices question={question} state={state} lang={lang} />
      )}
      <FieldMessage id={field} help={help} error={error} />
    </fieldset>
  );
}

/** What was chosen before the form came back. Browsers and React empty a form; a control made anew shows its default. */
function chosen({ question, state }: QuestionProps, choice: AskedQuestion["choices"][number]): boolean {
  if (!state.values) return false;
  return question.kind === "multiple" ? choice.field in state.values : state.values[choice.field] === choice.value;
}

function Choices(props: QuestionProps) {
  const { question, state, lang } = props;
  const several = question.kind === "multiple";
  return (
    <div className="grid gap-2">
      {question.choices.map((choice) => {
        const checked = chosen(props, choice);
        return (
          <label key={choice.value} className="choice py-2.5">
            <input
              key={`${state.status} ${checked}`}
              type={several ? "checkbox" : "radio"}
              name={choice.field}
              value={several ? "on" : choice.value}
              defaultChecked={checked}
              required={question.required && !several}
            />
            <span className="min-w-0" lang={lang}>
              {choice.label}
            </span>
          </label>
        );
      })}
    </div>
  );
}

/** 0 to 10, or 1 to 5, beside each other: eleven targets of 24 px fit a page of 320 px. Arrow keys move along them. */
function NumberRow(props: QuestionProps) {
  const { question, state, lang } = props;
  const { ends, choices } = question;
  return (
    <div className={question.kind === "nps" ? "max-w-140" : "max-w-80"}>
      <div className={`grid gap-px sm:gap-1 ${question.kind === "nps" ? "grid-cols-11" : "grid-cols-5"}`}>
        {choices.map((choice, at) => {
          const checked = chosen(props, choice);
          const end = at === 0 ? ends?.least : at === choices.length - 1 ? ends?.most : undefined;
          return (
            <label
              key={choice.value}
              className="num relative grid h-11 cursor-pointer place-items-center rounded-sm border border-control bg-surface font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus forced-colors:has-checked:outline-2"
            >
              <input
                key={`${state.status} ${checked}`}
                type="radio"
                className="absolute inset-0 cursor-pointer opacity-0"
                name={choice.field}
                value={choice.value}
                defaultChecked={checked}
                required={question.required}
              />
              {choice.label}
              {end ? <span className="sr-only"> {end}</span> : null}
            </label>
          );
        })}
      </div>
      {ends ? (
        <p className="mt-1 flex justify-between gap-4 text-sm text-ink-3" aria-hidden="true" lang={lang}>
          <span>{ends.least}</span>
          <span className="text-right">{ends.most}</span>
        </p>
      ) : null}
    </div>
  );
}
