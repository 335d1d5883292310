import type { MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { X } from "@/components/ui/icons";
import { type DraftRow, freshRow } from "@/lib/segments/draft";
import type { EditorWords } from "./segment-editor";
import type { EditorField, Option } from "./segment-words";

interface EditorRowProps {
  row: DraftRow;
  at: { group: number; row: number };
  fields: EditorField[];
  errors: Record<string, string>;
  words: EditorWords;
  onChange: (row: DraftRow) => void;
  /** Null for the last row there is. */
  onRemove: ((event: MouseEvent<HTMLButtonElement>) => void) | null;
}

/** One rule of the editor: what it is about, how it is compared, with what. */
export function EditorRow({ row, at, fields, errors, words, onChange, onRemove }: EditorRowProps) {
  const name = `groups[${at.group}].rows[${at.row}]`;
  const id = `${at.group}-${at.row}`;
  const field = fields.find(({ value }) => value === row.field) ?? fields[0]!;
  const part = (key: "field" | "is" | "value" | "days", label: string) => ({
    name: `${name}.${key}`,
    id: `${key}-${id}`,
    label: `${words.rule} ${at.row + 1} · ${label}`,
    hideLabel: true,
    error: errors[`${name}.${key}`],
    value: row[key],
  });
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-2 py-3 md:grid-cols-[minmax(10rem,1.2fr)_minmax(8rem,1fr)_minmax(0,2fr)_auto]">
      <input type="hidden" name={`${name}.was`} value={row.field} />
      <SelectField {...part("field", words.field)} onChange={({ target }) => onChange(freshRow(target.value))}>
        <Options options={fields} />
      </SelectField>
      <div className="max-md:col-span-2">
        <SelectField
          {...part("is", words.comparison)}
          onChange={({ target }) => onChange({ ...row, is: target.value })}
        >
          <Options options={field.comparisons} />
        </SelectField>
      </div>
      <div className="flex flex-wrap items-center gap-2 max-md:col-span-2">
        <Value field={field} part={part("value", words.value)} onChange={(value) => onChange({ ...row, value })} />
        {field.unit ? <span className="text-ink-2">{field.unit}</span> : null}
        {field.daysUnit ? (
          <>
            <TextField
              {...part("days", words.days)}
              inputMode="numeric"
              maxLength={4}
              className="w-20"
              onChange={({ target }) => onChange({ ...row, days: target.value })}
            />
            <span className="text-ink-2">{field.daysUnit}</span>
          </>
        ) : null}
      </div>
      {onRemove ? (
        <Button
          type="submit"
          name="step"
          value={`remove-row.${at.group}.${at.row}`}
          variant="ghost"
          size="icon"
          className="max-md:col-start-2 max-md:row-start-1"
          aria-label={`${words.removeRow} · ${words.rule} ${at.row + 1}`}
          onClick={onRemove}
        >
          <X />
        </Button>
      ) : null}
    </div>
  );
}

interface ValueProps {
  field: EditorField;
  part: { name: string; id: string; label: string; hideLabel: boolean; error?: string; value: string };
  onChange: (value: string) => void;
}

function Value({ field: { control }, part, onChange }: ValueProps) {
  if (control.kind === "only") return <input type="hidden" name={part.name} value={control.value} />;
  if (control.kind === "list") {
    return (
      <div className="min-w-40 flex-1">
        <SelectField {...part} onChange={({ target }) => onChange(target.value)}>
          <Options options={control.options} />
        </SelectField>
      </div>
    );
  }
  const isNumber = control.kind === "number";
  return (
    <TextField
      {...part}
      inputMode={isNumber ? "numeric" : "text"}
      maxLength={isNumber ? 6 : 120}
      className={isNumber ? "w-20" : undefined}
      autoCapitalize="none"
      spellCheck={false}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function Options({ options }: { options: readonly Option[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
