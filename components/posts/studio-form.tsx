"use client";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

interface Option {
  value: string;
  label: string;
}

export interface StudioFormWords {
  kind: string;
  title: string;
  excerpt: string;
  excerptHelp: string;
  text: string;
  textHelp: string;
  topic: string;
  noTopic: string;
  audience: string;
  price: string;
  priceHelp: string;
  publishAt: string;
  publishAtHelp: string;
  save: string;
  saving: string;
  publish: string;
  publishing: string;
  preview: string;
  previewing: string;
  previewTitle: string;
  previewEmpty: string;
  payLine: string;
}

export interface StudioFormProps {
  action: FormAction;
  community: string;
  /** Absent for a new post. */
  post?: { id: string; revision: number };
  values: {
    kind: string;
    title: string;
    excerpt: string;
    topic: string;
    audience: string;
    price: string;
    text: string;
  };
  kinds: Option[];
  topics: Option[];
  audiences: Option[];
  /** False once published: then there is only saving. */
  mayPublish: boolean;
  /** What became of the last change, from the address. */
  note?: ReactNode;
  words: StudioFormWords;
}

/**
 * The Markdown form with its preview: the preview comes from the same renderer that publishes. Three buttons of one
 * form, so all of it works before JavaScript loads; with it, leaving with unsaved text warns.
 */
export function StudioForm({
  action,
  community,
  post,
  values,
  kinds,
  topics,
  audiences,
  mayPublish,
  note,
  words,
}: StudioFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const form = useRef<HTMLFormElement>(null);
  useUnsavedWarning(form, state.status === "done" && !state.made?.preview);
  const shown = { ...values, ...state.values };
  const errors = state.fields ?? {};
  const revision = state.made?.revision ?? state.values?.revision ?? post?.revision;
  return (
    <form ref={form} action={submit} className="grid gap-5">
      <input type="hidden" name="community" value={community} />
      {post ? <input type="hidden" name="post" value={post.id} /> : null}
      {revision ? <input type="hidden" name="revision" value={revision} /> : null}
      <FormMessage tone="danger">{state.status === "refused" ? state.message : null}</FormMessage>
      <FormMessage tone="success">
        {state.status === "done" ? state.message : state.status === "idle" ? note : null}
      </FormMessage>
      <TextField
        name="title"
        label={words.title}
        error={errors.title}
        defaultValue={shown.title}
        required
        maxLength={140}
      />
      <div className="grid gap-5 sm:grid-cols-3">
        <SelectField name="kind" label={words.kind} defaultValue={shown.kind} error={errors.kind}>
          <Options of={kinds} />
        </SelectField>
        <SelectField name="topic" label={words.topic} defaultValue={shown.topic}>
          <option value="">{words.noTopic}</option>
          <Options of={topics} />
        </SelectField>
        <SelectField name="audience" label={words.audience} defaultValue={shown.audience} error={errors.audience}>
          <Options of={audiences} />
        </SelectField>
      </div>
      <TextArea
        name="text"
        label={words.text}
        help={words.textHelp}
        error={errors.text}
        defaultValue={shown.text}
        rows={20}
        className="font-mono text-sm"
        spellCheck={false}
      />
      <TextField
        name="excerpt"
        label={words.excerpt}
        help={words.excerptHelp}
        error={errors.excerpt}
        defaultValue={shown.excerpt}
        maxLength={200}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          name="price"
          label={words.price}
          help={words.priceHelp}
          error={errors.price}
          defaultValue={shown.price}
          inputMode="decimal"
        />
        {mayPublish ? (
          <TextField
            name="publishAt"
            type="datetime-local"
            label={words.publishAt}
            help={words.publishAtHelp}
            error={errors.publishAt}
            defaultValue={state.values?.publishAt}
          />
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        {mayPublish ? (
          <SubmitButton name="intent" value="publish" busyLabel={words.publishing}>
            {words.publish}
          </SubmitButton>
        ) : null}
        <SubmitButton name="intent" value="save" variant={mayPublish ? "outline" : "primary"} busyLabel={words.saving}>
          {words.save}
        </SubmitButton>
        <SubmitButton name="intent" value="preview" variant="ghost" busyLabel={words.previewing}>
          {words.preview}
        </SubmitButton>
      </div>
      <section aria-label={words.previewTitle} className="mt-4 border-t border-line pt-6" aria-live="polite">
        <h2 className="label">{words.previewTitle}</h2>
        {state.made?.body === undefined ? (
          <p className="mt-2 text-ink-3">{words.previewEmpty}</p>
        ) : (
          <Preview made={state.made} payLine={words.payLine} />
        )}
      </section>
    </form>
  );
}

function Options({ of }: { of: Option[] }) {
  return of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

function Preview({ made, payLine }: { made: Record<string, string>; payLine: string }) {
  return (
    <div className="mt-4">
      {made.preview ? (
        <>
          <div className="prose" dangerouslySetInnerHTML={{ __html: made.preview }} />
          <p className="pay-line my-6">{payLine}</p>
        </>
      ) : null}
      <div className="prose" dangerouslySetInnerHTML={{ __html: made.body ?? "" }} />
    </div>
  );
}

/** Asks before a page with changed text is left. */
function useUnsavedWarning(form: React.RefObject<HTMLFormElement | null>, saved: boolean) {
  const dirty = useRef(false);
  useEffect(() => {
    if (saved) dirty.current = false;
  }, [saved]);
  useEffect(() => {
    const element = form.current;
    const change = () => {
      dirty.current = true;
    };
    const send = () => {
      dirty.current = false;
    };
    const leave = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    element?.addEventListener("input", change);
    element?.addEventListener("submit", send);
    window.addEventListener("beforeunload", leave);
    return () => {
      element?.removeEventListener("input", change);
      element?.removeEventListener("submit", send);
      window.removeEventListener("beforeunload", leave);
    };
  }, [form]);
}
