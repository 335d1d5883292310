import { Client } from "pg";
import { databaseFile, openSqliteFile } from "@/db/client";
import { engine } from "@/db/dialect";

/** Kinds of columns as they are written: instants are `int`. */
export type ColumnKind = "text" | "int" | "bool" | "real" | "json";
export type Columns = Readonly<Record<string, ColumnKind>>;
type Value = string | number | boolean | object | null;

/** Writes rows by the hundred thousand, past Drizzle and its builders: a benchmark needs them within minutes. */
export interface Bulk {
  /** Adds a row; its values are in the order of the columns. Await what it returns when it returns something. */
  add(table: string, columns: Columns, row: readonly Value[]): Promise<void> | undefined;
  run(statement: string): Promise<void>;
  /** Writes what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const rowsPerWrite = 5_000;

interface Waiting {
  columns: Columns;
  rows: (readonly Value[])[];
}

export async function openBulk(): Promise<Bulk> {
  const writer = engine === "postgres" ? await openPostgres() : openSqlite();
  const tables = new Map<string, Waiting>();
  const write = async (table: string) => {
    const { columns, rows } = tables.get(table)!;
    tables.set(table, { columns, rows: [] });
    if (rows.length > 0) await writer.write(table, columns, rows);
  };
  return {
    add(table, columns, row) {
      const waiting = tables.get(table) ?? { columns, rows: [] };
      waiting.rows.push(row);
      tables.set(table, waiting);
      return waiting.rows.length >= rowsPerWrite ? write(table) : undefined;
    },
    run: writer.run,
    async flush() {
      for (const table of tables.keys()) await write(table);
    },
    close: writer.close,
  };
}

interface Writer {
  write(table: string, columns: Columns, rows: readonly (readonly Value[])[]): Promise<void>;
  run(statement: string): Promise<void>;
  close(): Promise<void>;
}

function openSqlite(): Writer {
  const database = openSqliteFile(databaseFile());
  database.pragma("cache_size = -500000");
  database.pragma("foreign_keys = OFF");
  return {
    async write(table, columns, rows) {
      const names = Object.keys(columns);
      const kinds = Object.values(columns);
      const insert = database.prepare(
        `insert into ${table} (${names.map((name) => `"${name}"`).join()}) values (${names.map(() => "?").join()})`,
      );
      database.exec("begin");
      for (const row of rows) insert.run(row.map((value, i) => sqliteValue(kinds[i]!, value)));
      database.exec("commit");
    },
    async run(statement) {
      database.exec(statement);
    },
    async close() {
      database.pragma("wal_checkpoint(TRUNCATE)");
      database.close();
    },
  };
}

function sqliteValue(kind: ColumnKind, value: Value) {
  if (kind === "bool") return value ? 1 : 0;
  return kind === "json" ? JSON.stringify(value) : value;
}

async function openPostgres(): Promise<Writer> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("set synchronous_commit = off");
  await client.query("set maintenance_work_mem = '512MB'");
  // Rows come in the order of the story, not in that of their foreign keys.
  await client.query("set session_replication_role = replica");
  const types = { text: "text", int: "bigint", bool: "boolean", real: "double precision", json: "text" };
  return {
    async write(table, columns, rows) {
      const names = Object.keys(columns);
      const kinds = Object.values(columns);
      const lists = kinds.map((kind, i) =>
        rows.map((row) => (kind === "json" && row[i] !== null ? JSON.stringify(row[i]) : row[i])),
      );
      const picked = names.map((name, i) => (kinds[i] === "json" ? `"${name}"::jsonb` : `"${name}"`)).join();
      const unnested = kinds.map((kind, i) => `$${i + 1}::${types[kind]}[]`).join();
      const quoted = names.map((name) => `"${name}"`).join();
      await client.query(
        `insert into ${table} (${quoted}) select ${picked} from unnest(${unnested}) as given(${quoted})`,
        lists,
      );
    },
    async run(statement) {
      await client.query(statement);
    },
    async close() {
      await client.end();
    },
  };
}

/** Takes the indexes of a table away and returns what makes them again: filled first and sorted once is faster. */
export async function dropIndexes(table: "journal"): Promise<string[]> {
  if (engine === "postgres") {
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    const { rows } = await client.query(
      "select indexname as name, indexdef as sql from pg_indexes where tablename = $1 and indexname not like '%pkey'",
      [table],
    );
    for (const { name } of rows) await client.query(`drop index "${name}"`);
    await client.end();
    return rows.map(({ sql }) => sql as string);
  }
  const database = openSqliteFile(databaseFile());
  const rows = database
    .prepare("select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null")
    .all(table) as { name: string; sql: string }[];
  for (const { name } of rows) database.exec(`drop index "${name}"`);
  database.close();
  return rows.map(({ sql }) => sql);
}
