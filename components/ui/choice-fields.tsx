import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { FieldMessage, type FieldText, fieldAria } from "./field";

type Named = { name: string; id?: string };
type Choice = Pick<FieldText, "label" | "help" | "error">;

/** A checkbox with its label beside it and help or error below. */
export function Checkbox({
  label,
  help,
  error,
  className,
  ...rest
}: Choice & Named & Omit<ComponentProps<"input">, "type">) {
  const id = rest.id ?? rest.name;
  return (
    <div className={className}>
      <label className="check">
        <input {...rest} id={id} type="checkbox" {...fieldAria(id, { help, error })} />
        <span>{label}</span>
      </label>
      <FieldMessage id={id} help={help} error={error} />
    </div>
  );
}

export interface RadioCardProps extends Omit<ComponentProps<"input">, "type" | "title"> {
  name: string;
  value: string;
  title: ReactNode;
  /** What choosing it means. */
  children?: ReactNode;
  /** At the right edge: a price, a badge. */
  aside?: ReactNode;
}

/** One of several ways, with what it means written out: audiences, plans, periods. Put several into a ChoiceGroup. */
export function RadioCard({ title, children, aside, className, ...rest }: RadioCardProps) {
  return (
    <label className={classNames("choice", className)}>
      <input {...rest} type="radio" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        {children ? <span className="block text-sm text-ink-2">{children}</span> : null}
      </span>
      {aside ? <span className="flex-none">{aside}</span> : null}
    </label>
  );
}

/** A fieldset with a legend for radio cards or checkboxes. `id` ties the error to the group. */
export function ChoiceGroup({
  id,
  label,
  help,
  error,
  children,
  className,
}: Choice & { id: string; children: ReactNode; className?: string }) {
  return (
    <fieldset aria-describedby={fieldAria(id, { help, error })["aria-describedby"]} className="min-w-0">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className={classNames("grid gap-2", className)}>{children}</div>
      <FieldMessage id={id} help={help} error={error} />
    </fieldset>
  );
}
