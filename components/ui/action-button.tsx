"use client";
import { type ReactNode, useActionState } from "react";
import { type FormAction, idleForm } from "@/lib/platform/form-state";
import type { ButtonLook } from "./button-class";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";

interface ActionButtonProps extends ButtonLook {
  action: FormAction;
  /** Hidden fields: what the button is about. */
  fields: Record<string, string>;
  busyLabel: string;
  children: ReactNode;
}

/** A form that is one button: does something, says in place when it was refused. Works before JavaScript loads. */
export function ActionButton({ action, fields, busyLabel, children, ...look }: ActionButtonProps) {
  const [state, submit] = useActionState(action, idleForm);
  return (
    <form action={submit}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton busyLabel={busyLabel} {...look}>
        {children}
      </SubmitButton>
      {state.status === "refused" ? <FormMessage tone="danger">{state.message}</FormMessage> : null}
    </form>
  );
}
