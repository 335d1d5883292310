"use client";
import { type FormEvent, type MouseEvent, startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Plus } from "@/components/ui/icons";
import { type FormAction, idleForm } from "@/lib/platform/form-state";
import { afterStep, type Draft, draftOfFields, maxGroups, rowCount, stepOf } from "@/lib/segments/draft";
import { maxConditions } from "@/lib/segments/fields";
import { EditorRow } from "./editor-row";
import type { EditorField } from "./segment-words";

export interface EditorWords {
  name: string;
  nameHelp: string;
  groupsMode: string;
  modes: { all: string; any: string };
  groupMode: string;
  inGroup: { all: string; any: string };
  group: string;
  rule: string;
  field: string;
  comparison: string;
  value: string;
  days: string;
  addRow: string;
  addGroup: string;
  removeRow: string;
  removeGroup: string;
  count: string;
  counting: string;
  countHint: string;
  save: string;
  saving: string;
}

export interface SegmentEditorProps {
  action: FormAction;
  /** Sent along unseen: the community, the segment that is changed. */
  hidden: Record<string, string>;
  initial: Draft;
  fields: EditorField[];
  words: EditorWords;
}

const lookAfterMs = 600;

/**
 * Rules in groups. Works before JavaScript loads: every button is one that sends the form, and what comes back is drawn
 * anew. With JavaScript rows come and go in place, and how many members the rules find is counted while one changes them.
 */
export function SegmentEditor({ action, hidden, initial, fields, words }: SegmentEditorProps) {
  const [state, send, pending] = useActionState(action, idleForm);
  const [draft, setDraft] = useState(() => drawn(state.made, state.values) ?? initial);
  const form = useRef<HTMLFormElement>(null);
  const asked = useRef("");
  const look = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isAway = useRef(false);
  const errors = state.status === "refused" ? (state.fields ?? {}) : {};

  useEffect(() => {
    if (state.status === "refused") form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);

  useEffect(() => {
    isAway.current = pending;
  }, [pending]);

  useEffect(() => () => clearTimeout(look.current), []);

  /** Whatever is asked tells how many there are: a look that was still to come would only overtake a "save". */
  function ask(step: string) {
    clearTimeout(look.current);
    if (!form.current) return;
    const data = new FormData(form.current);
    data.set("step", step);
    asked.current = step;
    startTransition(() => send(data));
  }

  /** New rules are counted once nobody has changed them for a while, and not while they are being saved. */
  function change(next: Draft) {
    setDraft(next);
    lookLater();
  }

  function lookLater() {
    clearTimeout(look.current);
    look.current = setTimeout(() => {
      if (isAway.current && asked.current !== "look") lookLater();
      else ask("look");
    }, lookAfterMs);
  }

  /** Without this React would put the form back to what it was when the page came. */
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    if (!pending || asked.current === "look") ask(submitter instanceof HTMLButtonElement ? submitter.value : "count");
  }

  function step(event: MouseEvent<HTMLButtonElement>) {
    event.preventDefault();
    const { value } = event.currentTarget;
    const next = afterStep(draft, stepOf(value));
    change(next);
    const wanted = focusAfter(value, next);
    requestAnimationFrame(() => document.getElementById(wanted)?.focus());
  }

  const isFull = rowCount(draft) >= maxConditions;
  const isBusy = (kind: string) => pending && asked.current === kind;
  return (
    <form ref={form} action={send} onSubmit={submit} noValidate className="grid gap-5">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {/* Return in a field presses the first button of a form: this one, which changes nothing. */}
      <button type="submit" name="step" value="count" tabIndex={-1} className="sr-only">
        {words.count}
      </button>
      <div className="max-w-100">
        <TextField
          name="name"
          label={words.name}
          help={words.nameHelp}
          error={errors.name}
          value={draft.name}
          maxLength={80}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
      </div>
      {draft.groups.length > 1 ? (
        <div className="max-w-100">
          <SelectField
            name="mode"
            label={words.groupsMode}
            value={draft.mode}
            onChange={({ target }) => change({ ...draft, mode: target.value === "any" ? "any" : "all" })}
          >
            <option value="all">{words.modes.all}</option>
            <option value="any">{words.modes.any}</option>
          </SelectField>
        </div>
      ) : null}
      {draft.groups.map((group, g) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a group is called in the form, and no field keeps a value of its own
        <fieldset key={g} className="card min-w-0 p-3 md:p-4">
          <legend className={draft.groups.length > 1 ? "px-1 text-sm text-ink-2" : "sr-only"}>
            {words.group} {g + 1}
          </legend>
          <div className="flex flex-wrap items-end justify-between gap-2">
            <div className={group.rows.length > 1 ? "w-56 max-w-full" : "hidden"}>
              <SelectField
                name={`groups[${g}].mode`}
                id={`group-${g}`}
                label={words.groupMode}
                value={group.mode}
                onChange={({ target }) =>
                  change(withGroup(draft, g, { ...group, mode: target.value === "any" ? "any" : "all" }))
                }
              >
                <option value="all">{words.inGroup.all}</option>
                <option value="any">{words.inGroup.any}</option>
              </SelectField>
            </div>
            {draft.groups.length > 1 ? (
              <Button type="submit" name="step" value={`remove-group.${g}`} variant="ghost" size="sm" onClick={step}>
                {words.removeGroup}
              </Button>
            ) : null}
          </div>
          <div className="hair mt-1">
            {group.rows.map((row, r) => (
              <EditorRow
                // biome-ignore lint/suspicious/noArrayIndexKey: as with groups
                key={r}
                row={row}
                at={{ group: g, row: r }}
                fields={fields}
                errors={errors}
                words={words}
                onChange={(changed) => change(withGroup(draft, g, { ...group, rows: group.rows.with(r, changed) }))}
                onRemove={rowCount(draft) > 1 ? step : null}
              />
            ))}
          </div>
          <Button
            id={`add-row-${g}`}
            type="submit"
            name="step"
            value={`add-row.${g}`}
            variant="ghost"
            size="sm"
            className="mt-2"
            disabled={isFull}
            onClick={step}
          >
            <Plus />
            {words.addRow}
          </Button>
        </fieldset>
      ))}
      <div>
        <Button
          id="add-group"
          type="submit"
          name="step"
          value="add-group"
          size="sm"
          disabled={isFull || draft.groups.length >= maxGroups}
          onClick={step}
        >
          <Plus />
          {words.addGroup}
        </Button>
      </div>
      <div className="grid gap-3 border-t border-line pt-4">
        <FormMessage tone="danger">{state.status === "refused" ? state.message : undefined}</FormMessage>
        <p role="status" className="num min-h-6 font-medium" aria-busy={pending || undefined}>
          {state.status === "done" && state.message ? (
            state.message
          ) : (
            <span className="font-normal text-ink-3">{words.countHint}</span>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" name="step" value="save" variant="primary" aria-busy={isBusy("save") || undefined}>
            {isBusy("save") ? words.saving : words.save}
          </Button>
          <Button type="submit" name="step" value="count" aria-busy={isBusy("count") || undefined}>
            {isBusy("count") ? words.counting : words.count}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** What the server answered with: its own draft, or what was typed when it refused that. */
function drawn(made?: Record<string, string>, values?: Record<string, string>): Draft | null {
  if (made?.draft) return JSON.parse(made.draft) as Draft;
  return values ? draftOfFields(values) : null;
}

function withGroup(draft: Draft, at: number, group: Draft["groups"][number]): Draft {
  return { ...draft, groups: draft.groups.with(at, group) };
}

/** Where the keyboard goes on after a button took itself away or made something. */
function focusAfter(step: string, { groups }: Draft): string {
  const asked = stepOf(step);
  if (asked.kind === "add-row") return `field-${asked.group}-${groups[asked.group]!.rows.length - 1}`;
  if (asked.kind === "add-group") return `field-${groups.length - 1}-0`;
  return asked.kind === "remove-row" && groups[asked.group] ? `add-row-${asked.group}` : "add-group";
}
