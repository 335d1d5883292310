"use client";
import { useActionState } from "react";
import { TextField } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type FormAction, idleForm } from "@/lib/platform/form-state";

export interface PlanFormWords {
  name: string;
  nameHelp: string;
  promise: string;
  month: string;
  year: string;
  priceHelp: string;
  includes: string;
  create: string;
  creating: string;
  optional: string;
}

interface PlanFormProps {
  action: FormAction;
  community: string;
  benefits: { id: string; name: string }[];
  words: PlanFormWords;
}

/** A new plan. What was typed stays when something is refused. */
export function PlanForm({ action, community, benefits, words }: PlanFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const typed = state.status === "refused" ? state.values : undefined;
  const field = (name: "name" | "promise" | "month" | "year") => ({
    name,
    error: state.fields?.[name],
    defaultValue: typed?.[name] ?? "",
  });
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="community" value={community} />
      <TextField label={words.name} help={words.nameHelp} maxLength={40} required {...field("name")} />
      <TextField label={words.promise} optional={words.optional} maxLength={120} {...field("promise")} />
      <PriceFields field={field} words={words} />
      {benefits.length > 0 ? (
        <fieldset>
          <legend className="mb-1.5 font-medium">{words.includes}</legend>
          <div className="grid gap-2">
            {benefits.map(({ id, name }) => (
              <label key={id} className="check">
                <input type="checkbox" name="includes" value={id} />
                <span>{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <div>
        <SubmitButton busyLabel={words.creating}>{words.create}</SubmitButton>
      </div>
      <Outcome state={state} />
    </form>
  );
}

interface PricesFormProps {
  action: FormAction;
  community: string;
  product: string;
  /** As one would type them. */
  month: string;
  year: string;
  words: Pick<PlanFormWords, "month" | "year" | "priceHelp"> & { set: string; setting: string };
}

/** New prices for a plan that exists. */
export function PricesForm({ action, community, product, month, year, words }: PricesFormProps) {
  const [state, submit] = useActionState(action, idleForm);
  const typed = state.status === "refused" ? state.values : undefined;
  const field = (name: "month" | "year") => ({
    name,
    id: `${name}-${product}`,
    error: state.fields?.[name],
    defaultValue: typed?.[name] ?? (name === "month" ? month : year),
  });
  return (
    <form action={submit} className="mt-3 grid gap-3">
      <input type="hidden" name="community" value={community} />
      <input type="hidden" name="product" value={product} />
      <PriceFields field={field} words={words} />
      <div>
        <SubmitButton size="sm" variant="outline" busyLabel={words.setting}>
          {words.set}
        </SubmitButton>
      </div>
      <Outcome state={state} />
    </form>
  );
}

interface PriceFieldsProps {
  field: (name: "month" | "year") => { name: string; id?: string; error?: string; defaultValue: string };
  words: Pick<PlanFormWords, "month" | "year" | "priceHelp">;
}

function PriceFields({ field, words }: PriceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={words.month} help={words.priceHelp} inputMode="decimal" maxLength={12} {...field("month")} />
      <TextField label={words.year} inputMode="decimal" maxLength={12} {...field("year")} />
    </div>
  );
}

function Outcome({ state }: { state: { status: string; message?: string } }) {
  return (
    <>
      <FormMessage tone="danger">{state.status === "refused" ? state.message : undefined}</FormMessage>
      <FormMessage tone="success">{state.status === "done" ? state.message : undefined}</FormMessage>
    </>
  );
}
