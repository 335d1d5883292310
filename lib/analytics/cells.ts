import { minorDigits } from "@/lib/platform/money";

/** What a cell holds: it decides how a person reads it, and that a file gets it plain. */
type CellKind = "text" | "day" | "month" | "count" | "decimal" | "ratio" | "share" | "change" | "money";

export interface Cell {
  kind: CellKind;
  /** Money in minor units, shares as fractions of 1, days and months as in ISO 8601. Null is "undefined". */
  value: string | number | null;
  currency?: string;
  /** Where it leads on a page; a file leaves it out. */
  href?: string;
}

/** The numbers of one chart as rows: what its table view shows and what its CSV file holds are the same. */
export interface ChartTable {
  columns: { label: string; numeric: boolean }[];
  rows: Cell[][];
}

export const text = (value: string | null): Cell => ({ kind: "text", value });
export const day = (value: string): Cell => ({ kind: "day", value });
export const month = (value: string): Cell => ({ kind: "month", value });
export const count = (value: number | null): Cell => ({ kind: "count", value });
export const decimal = (value: number | null): Cell => ({ kind: "decimal", value });
export const share = (value: number | null): Cell => ({ kind: "share", value });
export const change = (value: number | null): Cell => ({ kind: "change", value });
export const times = (value: number | null): Cell => ({ kind: "ratio", value });
export const money = (value: number | null, currency: string): Cell => ({ kind: "money", value, currency });

/** A cell as a file holds it: numbers plain, money in whole units with its fraction, nothing for "undefined". */
export function plainCell({ kind, value, currency }: Cell): string | number {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (kind === "money") return Number((value / 10 ** minorDigits(currency!)).toFixed(4));
  return Number(value.toFixed(6));
}
