"use client";
import { useActionState } from "react";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

type SettingName = "name" | "slug" | "glyph" | "promise" | "description" | "locale" | "zone" | "answerHours";

export interface SettingsFormProps {
  action: FormAction;
  /** The community's present address. */
  community: string;
  values: Record<SettingName, string>;
  labels: Record<SettingName, string>;
  helps: Partial<Record<SettingName, string>>;
  locales: { locale: string; name: string }[];
  zones: string[];
  save: string;
  saving: string;
}

/** What a community says of itself. A refused form keeps what was typed, with and without JavaScript. */
export function SettingsForm({
  action,
  community,
  values,
  labels,
  helps,
  locales,
  zones,
  save,
  saving,
}: SettingsFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const isRefused = state.status === "refused";
  const field = (name: SettingName) => ({
    name,
    label: labels[name],
    help: helps[name],
    error: isRefused ? state.fields?.[name] : undefined,
    defaultValue: (isRefused ? state.values?.[name] : undefined) ?? values[name],
  });
  const language = field("locale");
  return (
    <form action={submit} className="grid gap-5">
      <input type="hidden" name="community" value={community} />
      <TextField {...field("name")} required maxLength={60} />
      <TextField {...field("promise")} required maxLength={140} />
      <TextArea {...field("description")} rows={10} maxLength={20_000} className="font-mono" />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField {...field("slug")} required maxLength={40} autoCapitalize="none" spellCheck={false} />
        <TextField {...field("glyph")} maxLength={12} />
        {/* A select keeps its own choice: the key makes a new default count. */}
        <SelectField key={language.defaultValue} {...language}>
          {locales.map(({ locale, name }) => (
            <option key={locale} value={locale} lang={locale}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField {...field("zone")} required list="zones" maxLength={60} spellCheck={false} />
        <datalist id="zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <TextField {...field("answerHours")} required type="number" inputMode="numeric" min={1} max={336} />
      </div>
      <div className="[&_.notice]:mb-4">
        <FormMessage tone="danger">{isRefused ? state.message : undefined}</FormMessage>
        <FormMessage tone="success">{state.status === "done" ? state.message : undefined}</FormMessage>
        <SubmitButton busyLabel={saving}>{save}</SubmitButton>
      </div>
    </form>
  );
}
