"use client";
import { useRouter } from "next/navigation";
import { useActionState, useEffect } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, type FormState, idleForm } from "@/lib/platform/form-state";

interface ToolProps<Words> {
  action: FormAction;
  community: string;
  /** Where the page goes when it is done or given up. */
  back: string;
  words: Words;
}

/** After the change the page is shown again, without the tool and with what was changed in sight. */
function useReturn(state: FormState, to: string) {
  const router = useRouter();
  useEffect(() => {
    if (state.status === "done") router.replace(to);
  }, [state, router, to]);
}

/** Changes one's own comment. */
export function EditCommentForm(
  props: ToolProps<{ title: string; save: string; saving: string; saved: string; cancel: string }> & {
    comment: { id: string; text: string };
  },
) {
  const { action, community, comment, back, words } = props;
  const [state, submit] = useActionState(action, idleForm);
  useReturn(state, `${back}#c-${comment.id}`);
  return (
    <form action={submit} className="card mt-4 p-4">
      <input type="hidden" name="community" value={community} />
      <input type="hidden" name="comment" value={comment.id} />
      <label htmlFor="edit-comment" className="mb-1.5 block font-medium">
        {words.title}
      </label>
      <textarea
        id="edit-comment"
        name="text"
        rows={5}
        required
        className="input"
        defaultValue={state.values?.text ?? comment.text}
      />
      <div className="mt-3 flex gap-2">
        <SubmitButton size="sm" busyLabel={words.saving}>
          {words.save}
        </SubmitButton>
        <a className="btn btn-ghost btn-sm" href={`${back}#c-${comment.id}`}>
          {words.cancel}
        </a>
      </div>
      <FormMessage tone="success">{state.status === "done" ? words.saved : null}</FormMessage>
      <FormMessage tone="danger">
        {state.status === "refused" ? (state.fields?.text ?? state.message) : null}
      </FormMessage>
    </form>
  );
}

/** Asks once before the words go for good. */
export function DeleteCommentForm(
  props: ToolProps<{ title: string; explain: string; confirm: string; busy: string; cancel: string }> & {
    comment: string;
  },
) {
  const { action, community, comment, back, words } = props;
  const [state, submit] = useActionState(action, idleForm);
  useReturn(state, `${back}#comments`);
  return (
    <form action={submit} className="card mt-4 p-4" aria-labelledby="delete-comment">
      <input type="hidden" name="community" value={community} />
      <input type="hidden" name="comment" value={comment} />
      <p id="delete-comment" className="font-medium">
        {words.title}
      </p>
      <p className="text-ink-2">{words.explain}</p>
      <div className="mt-3 flex gap-2">
        <a className="btn btn-outline btn-sm" href={`${back}#c-${comment}`}>
          {words.cancel}
        </a>
        <SubmitButton size="sm" variant="danger" busyLabel={words.busy}>
          {words.confirm}
        </SubmitButton>
      </div>
      <FormMessage tone="danger">{state.status === "refused" ? state.message : null}</FormMessage>
    </form>
  );
}
