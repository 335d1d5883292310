import {
  blob,
  check,
  customType,
  foreignKey,
  index,
  integer,
  primaryKey,
  real as realColumn,
  sqliteTable,
  text as textColumn,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** A point in time: UTC epoch milliseconds in SQL, `Date` in code. */
const instantType = customType<{ data: Date; driverData: number }>({
  dataType: () => "integer",
  toDriver: (value) => value.getTime(),
  fromDriver: (value) => new Date(value),
});

export const table = sqliteTable;
export const text = (name: string) => textColumn(name);
export const int = (name: string) => integer(name, { mode: "number" });
export const bigcount = (name: string) => integer(name, { mode: "number" });
export const bool = (name: string) => integer(name, { mode: "boolean" });
export const real = (name: string) => realColumn(name);
export const instant = (name: string) => instantType(name);
export const json = <T>(name: string) => textColumn(name, { mode: "json" }).$type<T>();
export const bytes = (name: string) => blob(name, { mode: "buffer" });
export { check, foreignKey, index, primaryKey, uniqueIndex };
