import type { ComponentProps, ReactNode } from "react";
import { CircleAlert } from "@/components/ui/icons";
import { classNames } from "./class-names";

/** What every field has besides its control. */
export interface FieldText {
  label: ReactNode;
  /** Stands below the control; an error takes its place. */
  help?: ReactNode;
  /** A finished sentence. Conform's list is accepted: its first entry is shown. */
  error?: string | string[] | null;
  /** "optional", shown behind the label. */
  optional?: string;
  /** Hides the label from the eye only. */
  hideLabel?: boolean;
}

type Named = { name: string; id?: string };

function firstError(error: FieldText["error"]): string | undefined {
  return (Array.isArray(error) ? error[0] : error) || undefined;
}

/** The ARIA attributes that tie a control to its help or error, and the ids they point to. */
export function fieldAria(id: string, { help, error }: Pick<FieldText, "help" | "error">) {
  const message = firstError(error);
  const describedBy = message ? `${id}-error` : help ? `${id}-help` : undefined;
  return { "aria-invalid": message ? (true as const) : undefined, "aria-describedby": describedBy };
}

/** Label, control, help or error, in this order. For controls of one's own; see TextField and its siblings. */
export function Field({
  id,
  label,
  help,
  error,
  optional,
  hideLabel,
  children,
}: FieldText & { id: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className={classNames("block font-medium", hideLabel ? "sr-only" : "mb-1.5")}>
        {label}
        {optional ? <span className="ml-1.5 font-normal text-ink-3">{optional}</span> : null}
      </label>
      {children}
      <FieldMessage id={id} help={help} error={error} />
    </div>
  );
}

/** The line below a control: its error with a sign, else its help. */
export function FieldMessage({ id, help, error }: { id: string } & Pick<FieldText, "help" | "error">) {
  const message = firstError(error);
  if (message) {
    return (
      <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-sm text-danger">
        <CircleAlert className="mt-0.5" />
        {message}
      </p>
    );
  }
  return help ? (
    <p id={`${id}-help`} className="mt-1 text-sm text-ink-3">
      {help}
    </p>
  ) : null;
}

/** A one-line text field. `id` is the name unless two forms of one page share it. */
export function TextField({
  label,
  help,
  error,
  optional,
  hideLabel,
  className,
  ...rest
}: FieldText & Named & ComponentProps<"input">) {
  const id = rest.id ?? rest.name;
  return (
    <Field {...{ id, label, help, error, optional, hideLabel }}>
      <input {...rest} id={id} className={classNames("input", className)} {...fieldAria(id, { help, error })} />
    </Field>
  );
}

/** A text field of several lines; grows with its text where the browser can. */
export function TextArea({
  label,
  help,
  error,
  optional,
  hideLabel,
  className,
  ...rest
}: FieldText & Named & ComponentProps<"textarea">) {
  const id = rest.id ?? rest.name;
  return (
    <Field {...{ id, label, help, error, optional, hideLabel }}>
      <textarea
        rows={4}
        {...rest}
        id={id}
        className={classNames("input", className)}
        {...fieldAria(id, { help, error })}
      />
    </Field>
  );
}

/** A native select; `children` are its options. */
export function SelectField({
  label,
  help,
  error,
  optional,
  hideLabel,
  className,
  ...rest
}: FieldText & Named & ComponentProps<"select">) {
  const id = rest.id ?? rest.name;
  return (
    <Field {...{ id, label, help, error, optional, hideLabel }}>
      <span className="select">
        {/* A select does not follow a changed default when React resets its form; a new one does. */}
        <select
          key={String(rest.defaultValue)}
          {...rest}
          id={id}
          className={classNames("input", className)}
          {...fieldAria(id, { help, error })}
        />
      </span>
    </Field>
  );
}
