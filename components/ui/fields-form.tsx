"use client";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Checkbox, ChoiceGroup } from "./choice-fields";
import { SelectField, TextArea, TextField } from "./field";
import { FormMessage } from "./form-message";
import { SubmitButton } from "./submit-button";

interface ActionState {
  status: "idle" | "done" | "refused";
  message?: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
}

interface Named {
  name: string;
  label: string;
  help?: string;
  /** "optional", shown behind the label. */
  optional?: string;
  defaultValue?: string;
}

interface Box {
  name: string;
  label: string;
  help?: string;
  defaultChecked?: boolean;
  lang?: string;
}

/** One control, described with finished words. */
export type FieldSpec =
  | (Named & {
      kind: "text" | "email" | "password" | "date";
      inputMode?: "decimal" | "numeric";
      autoComplete?: string;
      maxLength?: number;
      placeholder?: string;
      autoCapitalize?: "none";
    })
  | (Named & { kind: "area"; rows?: number; maxLength?: number; placeholder?: string; code?: boolean })
  | (Named & { kind: "select"; options: { value: string; label: string; lang?: string }[] })
  | (Named & { kind: "check"; defaultChecked?: boolean })
  /** Boxes of which any number may be ticked, each a field of its own name. */
  | { kind: "boxes"; name: string; label: string; help?: string; boxes: Box[] }
  /** A field for programs that fill in everything; people neither see nor reach it. */
  | (Named & { kind: "trap" })
  | { kind: "heading"; name: string; label: string; help?: string };

export interface FieldsFormProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>;
  fields: FieldSpec[];
  submit: string;
  busy: string;
  /** Sent along unseen. */
  hidden?: Record<string, string>;
  /** Keeps the ids of two forms of one page apart. */
  idPrefix?: string;
  /** Stands before the first field. */
  before?: ReactNode;
  /** Stands between the last field and the button. */
  children?: ReactNode;
  /** The button as wide as the form: for pages with one task. */
  wide?: boolean;
  variant?: "primary" | "outline";
}

/**
 * A whole form from a description. Works before JavaScript loads: what was typed and a sentence per field come back
 * with the page. With JavaScript the focus goes to the first field that needs another look.
 */
export function FieldsForm(props: FieldsFormProps) {
  const { action, fields, submit, busy, hidden = {}, idPrefix = "", before, children, wide, variant } = props;
  const [state, send] = useActionState(action, { status: "idle" });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === "refused") form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);
  return (
    <form ref={form} action={send} noValidate className="grid gap-4">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {before}
      {fields.map((field) => (
        <Control key={field.name} field={field} state={state} id={`${idPrefix}${field.name}`} />
      ))}
      {children}
      <div className={wide ? "grid [&_.notice]:mb-4" : "[&_.notice]:mb-4"}>
        <FormMessage tone="danger">{state.status === "refused" ? state.message : undefined}</FormMessage>
        <FormMessage tone="success">{state.status === "done" ? state.message : undefined}</FormMessage>
        <SubmitButton busyLabel={busy} variant={variant} size={wide ? "lg" : "md"}>
          {submit}
        </SubmitButton>
      </div>
    </form>
  );
}

function Control({ field, state, id }: { field: FieldSpec; state: ActionState; id: string }) {
  if (field.kind === "heading") return <Heading {...field} />;
  if (field.kind === "boxes") return <Boxes field={field} state={state} id={id} />;
  const { name, label, help, optional } = field;
  const value = state.values?.[name] ?? field.defaultValue ?? "";
  const common = { id, name, label, help, optional, error: state.fields?.[name] };
  // A changed default reaches a select or a checkbox only when it is made anew.
  const anew = `${state.status}:${value}`;
  switch (field.kind) {
    case "area":
      return (
        <TextArea
          {...common}
          rows={field.rows}
          maxLength={field.maxLength}
          placeholder={field.placeholder}
          className={`${(field.rows ?? 4) > 4 ? "min-h-36" : "min-h-20"} ${field.code ? "font-mono" : ""}`}
          defaultValue={value}
        />
      );
    case "select":
      return (
        <SelectField key={anew} {...common} defaultValue={value}>
          {field.options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </SelectField>
      );
    case "check": {
      const checked = state.values ? name in state.values : field.defaultChecked;
      return <Checkbox key={`${state.status}:${checked}`} {...common} value="on" defaultChecked={checked} />;
    }
    case "trap":
      return (
        <div className="sr-only" aria-hidden="true">
          <label htmlFor={id}>{label}</label>
          <input id={id} name={name} type="text" tabIndex={-1} autoComplete="off" />
        </div>
      );
    default:
      return (
        <TextField
          {...common}
          type={field.kind}
          inputMode={field.inputMode}
          autoComplete={field.autoComplete}
          maxLength={field.maxLength}
          placeholder={field.placeholder}
          autoCapitalize={field.autoCapitalize}
          defaultValue={field.kind === "password" ? undefined : value}
          required={!optional}
        />
      );
  }
}

function Boxes({ field, state, id }: { field: Extract<FieldSpec, { kind: "boxes" }>; state: ActionState; id: string }) {
  return (
    <ChoiceGroup id={id} label={field.label} help={field.help} error={state.fields?.[field.name]}>
      {field.boxes.map(({ name, label, help, lang, defaultChecked }) => {
        const checked = state.values ? name in state.values : defaultChecked;
        return (
          <Checkbox
            key={`${name}:${state.status}:${checked}`}
            id={`${id}-${name}`}
            name={name}
            label={lang ? <span lang={lang}>{label}</span> : label}
            help={help}
            value="on"
            defaultChecked={checked}
          />
        );
      })}
    </ChoiceGroup>
  );
}

function Heading({ label, help }: { label: string; help?: string }) {
  return (
    <div className="mt-3 border-t border-line pt-5 first-of-type:mt-0 first-of-type:border-0 first-of-type:pt-0">
      <h2 className="text-lg">{label}</h2>
      {help ? <p className="mt-0.5 text-ink-2">{help}</p> : null}
    </div>
  );
}
