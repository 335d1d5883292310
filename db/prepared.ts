import { type Placeholder, sql } from "drizzle-orm";
import { shared } from "../lib/platform/shared-state";
import { type Reader, read } from "./client";

/** What Drizzle's builders of both engines offer beyond being awaited. SQLite answers at once, PostgreSQL later. */
interface Preparable<Row> {
  prepare(name: string): { execute(values: Record<string, unknown>): Row[] | Promise<Row[]> };
}

/** The values a prepared query asks for each time. */
export type Slots<Name extends string> = { [Key in Name]: Placeholder<Key> };

/** PostgreSQL keeps a plan by its name for as long as a connection lives, so names are never used twice. */
const made = shared("db.prepared", () => ({ count: 0 }));

/**
 * A query whose text is made once for each connection. Building a query with Drizzle costs five to ten times what
 * SQLite needs to answer it, so the ones every page makes are prepared; the others are not worth the second shape.
 * Columns compared with a slot must store strings,
 * numbers or the like as they are; for others (instants, flags) wrap the slot: `sql.param(slots.at, table.column)`.
 */
export function prepared<Name extends string, Row>(
  build: (reader: Reader, slots: Slots<Name>) => PromiseLike<Row[]>,
): (values: Record<Name, unknown>) => Promise<Row[]> {
  made.count += 1;
  const name = `guildhall_${made.count}`;
  const statements = new WeakMap<Reader, ReturnType<Preparable<Row>["prepare"]>>();
  const slots = new Proxy({} as Slots<Name>, { get: (_, slot) => sql.placeholder(String(slot)) });
  return async (values) => {
    const reader = read();
    let statement = statements.get(reader);
    if (!statement) {
      statement = (build(reader, slots) as unknown as Preparable<Row>).prepare(name);
      statements.set(reader, statement);
    }
    return statement.execute(values);
  };
}
