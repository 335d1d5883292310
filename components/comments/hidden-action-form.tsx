"use client";
import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

/**
 * A form without controls of its own: buttons inside the thread's HTML send it by naming its id, each with its own
 * value. Before JavaScript loads that is all there is; afterwards the thread takes votes over.
 */
export function HiddenActionForm({ id, action, community }: { id: string; action: FormAction; community: string }) {
  const [state, submit] = useActionState(action, idleForm);
  return (
    <form id={id} action={submit}>
      <input type="hidden" name="community" value={community} />
      <FormMessage tone="danger">
        {state.status === "refused" ? (Object.values(state.fields ?? {})[0] ?? state.message) : null}
      </FormMessage>
    </form>
  );
}
