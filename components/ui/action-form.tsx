"use client";
import { type ReactNode, useActionState } from "react";
import { FormMessage } from "./form-message";

interface ActionState {
  status: "idle" | "done" | "refused";
  message?: string;
  fields?: Record<string, string>;
}

export interface ActionFormProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>;
  /** Sent along unseen. */
  hidden?: Record<string, string>;
  /** The controls and the button. */
  children: ReactNode;
  className?: string;
}

/**
 * A form whose outcome is one sentence below it. It works before JavaScript loads. For forms where each field has its
 * own error write a form of one's own.
 */
export function ActionForm({ action, hidden = {}, children, className }: ActionFormProps) {
  const [state, submit] = useActionState(action, { status: "idle" });
  const refusal = state.status === "refused" ? (state.message ?? Object.values(state.fields ?? {})[0]) : undefined;
  return (
    <form action={submit} className={className}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div className="empty:hidden">
        <FormMessage tone="danger">{refusal}</FormMessage>
        <FormMessage tone="success">{state.status === "done" ? state.message : undefined}</FormMessage>
      </div>
    </form>
  );
}
