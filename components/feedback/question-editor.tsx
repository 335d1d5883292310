import { Checkbox } from "@/components/ui/choice-fields";
import { TextArea, TextField } from "@/components/ui/field";
import { ArrowDown, ArrowUp, X } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import type { DraftQuestion } from "@/lib/feedback/drafts";
import { limits } from "@/lib/feedback/schema";
import type { Words } from "@/lib/i18n/words";

interface QuestionEditorProps {
  question: DraftQuestion;
  at: number;
  count: number;
  /** The language the survey is written in. */
  lang: string;
  words: Words;
}

/** One question of a draft, with the buttons that move and remove it. */
export function QuestionEditor({ question, at, count, lang, words: { t } }: QuestionEditorProps) {
  const { kind, prompt, options, required } = question;
  const n = at + 1;
  const name = (field: string) => `q${at}-${field}`;
  const hasOptions = kind === "single" || kind === "multiple" || kind === "scale";
  return (
    <li id={`question-${n}`} className="grid scroll-mt-18 gap-3 py-4">
      <div className="flex items-center gap-1">
        <h3 className="mr-auto text-md">{t("feedback.editor.question", { n, kind: t(`feedback.kind.${kind}`) })}</h3>
        <Step verb="up" at={at} label={t("feedback.editor.up", { n })} disabled={at === 0} />
        <Step verb="down" at={at} label={t("feedback.editor.down", { n })} disabled={n === count} />
        <Step verb="remove" at={at} label={t("feedback.editor.remove", { n })} />
      </div>
      <input type="hidden" name={name("kind")} value={kind} />
      <TextField
        name={name("prompt")}
        label={t("feedback.editor.prompt")}
        defaultValue={prompt}
        maxLength={limits.prompt}
        lang={lang}
      />
      {hasOptions ? (
        <TextArea
          name={name("options")}
          label={t(kind === "scale" ? "feedback.editor.ends" : "feedback.editor.options")}
          optional={kind === "scale" ? t("feedback.editor.optional") : undefined}
          defaultValue={options.join("\n")}
          rows={kind === "scale" ? 2 : Math.max(3, options.length)}
          lang={lang}
        />
      ) : null}
      <Checkbox name={name("required")} value="on" label={t("feedback.editor.required")} defaultChecked={required} />
    </li>
  );
}

const signs = { up: ArrowUp, down: ArrowDown, remove: X };

function Step({
  verb,
  at,
  label,
  disabled,
}: {
  verb: keyof typeof signs;
  at: number;
  label: string;
  disabled?: boolean;
}) {
  const Sign = signs[verb];
  return (
    <SubmitButton
      variant="ghost"
      size="icon"
      name="do"
      value={`${verb}:${at}`}
      busyLabel=""
      aria-label={label}
      disabled={disabled}
    >
      <Sign />
    </SubmitButton>
  );
}
