import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField, TextField } from "@/components/ui/field";
import { Download, type Icon } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import type { MoneyTableName } from "@/lib/billing/schema/money";
import type { Words } from "@/lib/i18n/words";

/** One way to narrow a list of money: its name in the address, and what can stand there. */
export type MoneyFilterField =
  | { kind: "search"; name: string; label: string; value: string }
  | { kind: "date"; name: string; label: string; value: string }
  | { kind: "choice"; name: string; label: string; value: string; options: { value: string; label: string }[] };

interface MoneyFilterProps {
  path: string;
  fields: readonly MoneyFilterField[];
  words: Words;
}

/** A plain GET form: what is asked for stands in the address, and Back leads to the list before. */
export function MoneyFilter({ path, fields, words: { t } }: MoneyFilterProps) {
  const isNarrowed = fields.some(({ value }) => value !== "");
  return (
    <search className="mt-4">
      <form action={path} method="get" className="flex flex-wrap items-end gap-3">
        {fields.map((field) => (
          <div
            key={field.name}
            className={field.kind === "search" ? "min-w-44 flex-1" : "min-w-36 flex-1 sm:flex-none"}
          >
            <FilterField field={field} all={t("selling.money.all")} />
          </div>
        ))}
        <div className="flex gap-2">
          <Button type="submit">{t("selling.money.filter")}</Button>
          {isNarrowed ? (
            <ButtonLink href={path} variant="ghost">
              {t("selling.money.clear")}
            </ButtonLink>
          ) : null}
        </div>
      </form>
    </search>
  );
}

function FilterField({ field, all }: { field: MoneyFilterField; all: string }) {
  const { name, label, value } = field;
  if (field.kind !== "choice")
    return <TextField name={name} label={label} type={field.kind} defaultValue={value} maxLength={80} />;
  return (
    <SelectField name={name} label={label} defaultValue={value}>
      <option value="">{all}</option>
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </SelectField>
  );
}

/** The address of a list with these parameters; empty ones are left out. */
export function moneyAddress(path: string, parameters: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}

interface MoneyListProps {
  path: string;
  /** `/c/<slug>/manage`, below which the file is. */
  base: string;
  table: MoneyTableName;
  /** What the list is narrowed to: kept by the links to other pages and to the file. */
  query: Record<string, string | null | undefined>;
  /** Where this page of the list begins, and where the next one does. */
  after?: string | null;
  next: string | null;
  /** What the list comes to, one line per currency. */
  summary?: readonly string[];
  isEmpty: boolean;
  empty: { icon: Icon; title: string; hint: string };
  /** The table. */
  children: ReactNode;
  words: Words;
}

/** A list of money with its file and its pages; or why there is nothing in it. */
export function MoneyList({
  path,
  base,
  table,
  query,
  after,
  next,
  summary = [],
  isEmpty,
  empty,
  children,
  words: { t },
}: MoneyListProps) {
  const isNarrowed = Object.values(query).some((value) => value);
  if (isEmpty) {
    const all = <ButtonLink href={path}>{t("selling.money.clear")}</ButtonLink>;
    return (
      <div className="mt-6">
        <EmptyState
          icon={empty.icon}
          title={isNarrowed || after ? t("selling.money.noMatch") : empty.title}
          action={isNarrowed || after ? all : undefined}
        >
          {isNarrowed || after ? t("selling.money.noMatchHint") : empty.hint}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
        <div className="num text-sm text-ink-2">
          {summary.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <a
          href={moneyAddress(`${base}/orders/export`, { table, ...query })}
          className="btn btn-ghost btn-sm"
          aria-label={t("selling.money.csvOf")}
          download
        >
          <Download />
          {t("selling.money.csv")}
        </a>
      </div>
      {children}
      <Pagination
        older={
          next ? { href: moneyAddress(path, { ...query, after: next }), label: t("selling.money.older") } : undefined
        }
        newest={after ? { href: moneyAddress(path, query), label: t("selling.money.newest") } : undefined}
      />
    </>
  );
}
