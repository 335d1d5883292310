"use client";
import { useActionState, useEffect, useId, useRef } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, idleForm } from "@/lib/platform/form-state";
import { announceComment } from "./thread-events";

export interface CommentFormWords {
  label: string;
  placeholder: string;
  hint: string;
  send: string;
  sending: string;
  sent: string;
  notSent: string;
  draftRestored: string;
}

interface CommentFormProps {
  action: FormAction;
  community: string;
  post: string;
  replyTo?: string;
  /** Made on the server for this rendering of the form: the same form sent twice stores one comment. */
  submission: string;
  words: CommentFormWords;
  rows?: number;
}

/**
 * Writes a comment. Without JavaScript it is a plain form; with it, the words appear in the thread at once, the draft
 * survives a reload or a lost connection, and a refusal brings the text back.
 */
export function CommentForm({ action, community, post, replyTo, submission, words, rows = 3 }: CommentFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const draftKey = `guildhall-draft:${post}:${replyTo ?? ""}`;
  useDraft(form, draftKey);
  useEffect(() => {
    if (state.status === "idle" || !form.current) return;
    const sent = new FormData(form.current).get("submission");
    announceComment({ kind: "settled", submission: String(sent), made: state.made ?? null, replyTo });
    if (state.status !== "done") return;
    localStorage.removeItem(draftKey);
    form.current.reset();
    const key = form.current.elements.namedItem("submission");
    if (key instanceof HTMLInputElement) key.value = crypto.randomUUID();
  }, [state, draftKey, replyTo]);
  const error = state.status === "refused" ? (state.fields?.text ?? state.message) : undefined;
  return (
    <form
      ref={form}
      action={submit}
      className="min-w-0"
      onSubmit={(event) => {
        const data = new FormData(event.currentTarget);
        const text = String(data.get("text") ?? "").trim();
        if (text) announceComment({ kind: "sent", submission: String(data.get("submission")), text, replyTo });
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
      }}
    >
      <input type="hidden" name="community" value={community} />
      <input type="hidden" name="post" value={post} />
      {replyTo ? <input type="hidden" name="replyTo" value={replyTo} /> : null}
      <input type="hidden" name="submission" defaultValue={submission} />
      <label htmlFor={id} className="sr-only">
        {words.label}
      </label>
      <textarea
        id={id}
        name="text"
        className="input"
        rows={rows}
        maxLength={20_000}
        required
        placeholder={words.placeholder}
        defaultValue={state.values?.text ?? ""}
        aria-invalid={error ? true : undefined}
      />
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <span className="text-sm text-ink-3">{words.hint}</span>
        <span className="ml-auto">
          <SubmitButton size="sm" busyLabel={words.sending}>
            {words.send}
          </SubmitButton>
        </span>
      </div>
      <div className="mt-2">
        <FormMessage tone="danger">{error}</FormMessage>
        <div role="status" className="text-sm text-success">
          {state.status === "done" ? words.sent : null}
        </div>
      </div>
    </form>
  );
}

/** Keeps what is being typed on this device until it has arrived. */
function useDraft(form: React.RefObject<HTMLFormElement | null>, key: string) {
  useEffect(() => {
    const field = form.current?.elements.namedItem("text");
    if (!(field instanceof HTMLTextAreaElement)) return;
    const kept = localStorage.getItem(key);
    if (kept && field.value === "") field.value = kept;
    const keep = () => {
      if (field.value.trim() === "") localStorage.removeItem(key);
      else localStorage.setItem(key, field.value);
    };
    field.addEventListener("input", keep);
    return () => field.removeEventListener("input", keep);
  }, [form, key]);
}
