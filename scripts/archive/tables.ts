import { once } from "node:events";
import { createReadStream, createWriteStream, readdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { asc, type Column, getTableColumns, getTableName, is, type SQL, sql, Table } from "drizzle-orm";
import { type PgTable, getTableConfig as postgresConfig } from "drizzle-orm/pg-core";
import { type SQLiteTable, getTableConfig as sqliteConfig } from "drizzle-orm/sqlite-core";
import { type Tx, transact } from "../../db/client";
import { engine } from "../../db/dialect";

/** Every table as one NDJSON file: a form of the data that both engines read and write. */

const pageRows = 1000;
const insertRows = 50;
type Row = Record<string, unknown>;

/** All tables of the schema, each after those it refers to. */
export async function allTables(): Promise<SQLiteTable[]> {
  const folder = path.join(import.meta.dirname, "..", "..", "db", "schema");
  const found = new Set<SQLiteTable>();
  for (const name of readdirSync(folder).sort()) {
    if (!/^[a-z-]+\.ts$/.test(name)) continue;
    const module = (await import(path.join(folder, name))) as Record<string, unknown>;
    for (const value of Object.values(module)) if (is(value, Table)) found.add(value as SQLiteTable);
  }
  const ordered = new Set<SQLiteTable>();
  const visit = (table: SQLiteTable) => {
    if (ordered.has(table)) return;
    for (const parent of configuration(table).parents) if (parent !== table) visit(parent);
    ordered.add(table);
  };
  for (const table of found) visit(table);
  return [...ordered];
}

function configuration(table: SQLiteTable): { key: Column[]; parents: SQLiteTable[] } {
  const config = engine === "postgres" ? postgresConfig(table as unknown as PgTable) : sqliteConfig(table);
  const composite = config.primaryKeys[0]?.columns as Column[] | undefined;
  const key = composite ?? (config.columns as Column[]).filter((column) => column.primary);
  return { key, parents: config.foreignKeys.map((one) => one.reference().foreignTable as SQLiteTable) };
}

/** Writes `<folder>/<table>.ndjson` for each table, all as they were at one instant. Returns the row counts. */
export async function dumpTables(folder: string): Promise<Record<string, number>> {
  const tables = await allTables();
  return transact(async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of tables)
      counts[getTableName(table)] = await dumpTable(tx, table, path.join(folder, `${getTableName(table)}.ndjson`));
    return counts;
  });
}

/** Pages by primary key, so that a table of any size passes through memory a thousand rows at a time. */
async function dumpTable(tx: Tx, table: SQLiteTable, file: string): Promise<number> {
  const { key } = configuration(table);
  const names = new Map(Object.entries(getTableColumns(table)).map(([name, column]) => [column as Column, name]));
  const output = createWriteStream(file);
  let count = 0;
  let last: Row | undefined;
  do {
    const rows: Row[] = await tx
      .select()
      .from(table)
      .where(
        last &&
          rowsAfter(
            key,
            key.map((column) => last![names.get(column)!]),
          ),
      )
      .orderBy(...key.map((column) => asc(column)))
      .limit(pageRows);
    for (const row of rows) if (!output.write(`${JSON.stringify(encodeRow(row))}\n`)) await once(output, "drain");
    count += rows.length;
    last = rows.length === pageRows ? rows.at(-1) : undefined;
  } while (last);
  output.end();
  await once(output, "finish");
  return count;
}

function rowsAfter(key: Column[], values: unknown[]): SQL {
  const columns = sql.join(key, sql`, `);
  const bounds = sql.join(
    key.map((column, n) => sql.param(values[n], column)),
    sql`, `,
  );
  return sql`(${columns}) > (${bounds})`;
}

/** Reads what `dumpTables` wrote into the empty database of either engine, all or nothing. */
export async function loadTables(folder: string): Promise<Record<string, number>> {
  const tables = await allTables();
  return transact(async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of tables)
      counts[getTableName(table)] = await loadTable(tx, table, path.join(folder, `${getTableName(table)}.ndjson`));
    return counts;
  });
}

async function loadTable(tx: Tx, table: SQLiteTable, file: string): Promise<number> {
  let batch: Row[] = [];
  let count = 0;
  const flush = async () => {
    if (batch.length > 0) await tx.insert(table).values(batch);
    count += batch.length;
    batch = [];
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") batch.push(decodeRow(JSON.parse(line) as Row));
    if (batch.length >= insertRows) await flush();
  }
  await flush();
  return count;
}

/** JSON has no dates and no bytes. */
function encodeRow(row: Row): Row {
  const encode = (value: unknown) => {
    if (value instanceof Date) return { $date: value.getTime() };
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
    return value;
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, encode(value)]));
}

function decodeRow(row: Row): Row {
  const decode = (value: unknown) => {
    if (value === null || typeof value !== "object") return value;
    if ("$date" in value) return new Date(value.$date as number);
    if ("$bytes" in value) return Buffer.from(value.$bytes as string, "base64");
    return value;
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, decode(value)]));
}
