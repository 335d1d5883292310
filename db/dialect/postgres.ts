import {
  bigint,
  boolean,
  check,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text as textColumn,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/** A point in time: UTC epoch milliseconds in SQL, `Date` in code. A bigint arrives as a string. */
const instantType = customType<{ data: Date; driverData: number | string }>({
  dataType: () => "bigint",
  toDriver: (value) => value.getTime(),
  fromDriver: (value) => new Date(Number(value)),
});

const bytesType = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const table = pgTable;
/** Text compares byte by byte on both engines, so that keyset paging and unique keys agree. */
const plainText = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' });
export const text = (name: string) => plainText(name);
export const int = (name: string) => integer(name);
export const bigcount = (name: string) => bigint(name, { mode: "number" });
export const bool = (name: string) => boolean(name);
export const real = (name: string) => doublePrecision(name);
export const instant = (name: string) => instantType(name);
export const json = <T>(name: string) => jsonb(name).$type<T>();
export const bytes = (name: string) => bytesType(name);
export { check, foreignKey, index, primaryKey, textColumn, uniqueIndex };
