"use client";
import { useActionState } from "react";
import { Field, fieldAria } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

export interface TopicFormProps {
  action: FormAction;
  community: string;
  /** The topic being renamed; absent for a new one. */
  topic?: string;
  id: string;
  value: string;
  label: string;
  hideLabel?: boolean;
  button: string;
  busy: string;
}

/** One name and one button: for a new topic, or a new name for one. */
export function TopicForm({ action, community, topic, id, value, label, hideLabel, button, busy }: TopicFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const isRefused = state.status === "refused";
  const error = isRefused ? (state.fields?.name ?? state.message) : undefined;
  return (
    <form action={submit} className="min-w-0 flex-1">
      <input type="hidden" name="community" value={community} />
      {topic ? <input type="hidden" name="topic" value={topic} /> : null}
      <Field id={id} label={label} hideLabel={hideLabel} error={error}>
        <span className="flex gap-2">
          <input
            id={id}
            name="name"
            className="input min-w-0"
            required
            maxLength={40}
            defaultValue={(isRefused ? state.values?.name : undefined) ?? value}
            {...fieldAria(id, { error })}
          />
          <SubmitButton variant="outline" busyLabel={busy}>
            {button}
          </SubmitButton>
        </span>
      </Field>
      <div className="mt-2 empty:hidden">
        <FormMessage tone="success">{state.status === "done" ? state.message : undefined}</FormMessage>
      </div>
    </form>
  );
}
