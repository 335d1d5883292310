import { AsyncLocalStorage } from "node:async_hooks";
import { mkdirSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { type BetterSQLite3Database, drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { dataDirectory, env } from "../lib/platform/env";
import { log } from "../lib/platform/log";
import { shared } from "../lib/platform/shared-state";
import { engine } from "./dialect";
import { isBusy, isRetryable, isUniqueViolation } from "./dialect/errors";

/** The face both engines show: Drizzle's query builder, always awaited. `.get()`, `.all()` and `.run()` do not exist. */
export type Reader = Pick<BetterSQLite3Database, "select" | "selectDistinct" | "$with" | "with" | "$count">;
export type Tx = Reader & Pick<BetterSQLite3Database, "insert" | "update" | "delete">;

/** Runs hand-written SQL and returns plain rows; the text must suit the engine in use. */
type RawQuery = <Row>(text: string, parameters: readonly unknown[]) => Promise<Row[]>;

interface Transaction {
  tx: Tx;
  query: RawQuery;
  afterCommit: (() => void)[];
}

const current = shared("db.transaction", () => new AsyncLocalStorage<Transaction>());

/**
 * The door for looking: a read-only SQLite connection or the PostgreSQL pool. Inside `transact` it is the
 * transaction itself, so a command's own queries see what it has written.
 */
export function read(): Reader {
  return current.getStore()?.tx ?? connection().reader;
}

/**
 * The door for changing: runs `work` in one transaction and returns its result; a throw undoes everything. A nested
 * call joins the outer one. On PostgreSQL the transaction is serializable and `work` may run again after a conflict,
 * so it must not touch the network or timers. On SQLite writers wait in a queue, never in the event loop.
 */
export async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const outer = current.getStore();
  if (outer) return work(outer.tx);
  const afterCommit: (() => void)[] = [];
  const started = performance.now();
  const result = await connection().write((tx, query) => {
    afterCommit.length = 0;
    return current.run({ tx, query, afterCommit }, () => work(tx));
  });
  const tookMs = performance.now() - started;
  if (tookMs > slowTransactionMs) log.warn({ tookMs: Math.round(tookMs) }, "slow transaction");
  for (const effect of afterCommit) effect();
  return result;
}

const slowTransactionMs = 250;

/** Runs `effect` once the current transaction has committed (at once outside of one): signals, never facts. */
export function afterCommit(effect: () => void): void {
  const store = current.getStore();
  if (store) store.afterCommit.push(effect);
  else effect();
}

interface Connection {
  reader: Reader;
  query: RawQuery;
  write<T>(work: (tx: Tx, query: RawQuery) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const holder = shared<{ open: Connection | null }>("db.connection", () => ({ open: null }));

function connection(): Connection {
  holder.open ??= engine === "postgres" ? openPostgres(env().DATABASE_URL!) : openSqlite(databaseFile());
  return holder.open;
}

/** Closes every connection; the next use opens them again. */
export async function closeDatabase(): Promise<void> {
  const open = holder.open;
  holder.open = null;
  await open?.close();
}

/**
 * Hand-written SQL where the two engines need different text (full-text search). `text` must be a literal with `?`
 * (SQLite) or `$1` (PostgreSQL) placeholders. Joins the current transaction.
 */
export function rawQuery<Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  return (current.getStore()?.query ?? connection().query)<Row>(text, parameters);
}

export function databaseFile(): string {
  return path.join(dataDirectory(), "guildhall.sqlite");
}

/** Opens one SQLite connection with our pragmas. `synchronous=FULL`: an acknowledged write survives a power cut. */
export function openSqliteFile(file: string, options: { readonly?: boolean } = {}): Database.Database {
  if (!options.readonly) mkdirSync(path.dirname(file), { recursive: true });
  const database = new Database(file, { readonly: options.readonly ?? false, timeout: options.readonly ? 5000 : 0 });
  if (!options.readonly) {
    database.pragma("busy_timeout = 2000");
    database.pragma("journal_mode = WAL");
    database.pragma("busy_timeout = 0");
    database.pragma(`synchronous = ${process.env.GUILDHALL_SEEDING === "1" ? "OFF" : "FULL"}`);
  }
  database.pragma("foreign_keys = ON");
  database.pragma("trusted_schema = OFF");
  database.pragma("cache_size = -32000");
  database.pragma("temp_store = MEMORY");
  return database;
}

/**
 * Keeps prepared statements by their SQL: preparing costs more than running a typical indexed query. Drizzle asks for
 * raw rows when it maps fields and for plain ones otherwise; the same text is always asked in the same way.
 */
function cachingStatements(database: Database.Database): Database.Database {
  const prepare = database.prepare.bind(database);
  const cache = new Map<string, Database.Statement>();
  database.prepare = ((text: string) => {
    const known = cache.get(text);
    if (known && !known.busy) return known;
    const statement = prepare(text);
    if (cache.size >= 500) cache.delete(cache.keys().next().value!);
    cache.set(text, statement);
    return statement;
  }) as typeof database.prepare;
  return database;
}

function openSqlite(file: string): Connection {
  const writer = cachingStatements(openSqliteFile(file));
  const looker = cachingStatements(openSqliteFile(file, { readonly: true }));
  const tx: Tx = drizzleSqlite({ client: writer });
  const queryInside = plainRows(writer);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    reader: drizzleSqlite({ client: looker }),
    query: plainRows(looker),
    write(work) {
      const turn = queue.then(() => sqliteTransaction(writer, () => work(tx, queryInside)));
      queue = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await queue;
      looker.close();
      writer.close();
    },
  };
}

/** The trailing comment keeps these apart from Drizzle's cached statements, which are in raw mode. */
function plainRows(database: Database.Database): RawQuery {
  return async <Row>(text: string, parameters: readonly unknown[]) => {
    const statement = database.prepare(`${text} /* rows */`);
    if (statement.reader) return statement.all(...parameters) as Row[];
    statement.run(...parameters);
    return [];
  };
}

async function sqliteTransaction<T>(writer: Database.Database, work: () => Promise<T>): Promise<T> {
  await beginImmediate(writer);
  try {
    const result = await work();
    await retryWhileBusy(() => writer.exec("COMMIT"));
    return result;
  } catch (error) {
    if (writer.inTransaction) writer.exec("ROLLBACK");
    throw error;
  }
}

/** Another process may hold the write lock: wait with a timer, so that this process goes on answering reads. */
function beginImmediate(writer: Database.Database): Promise<void> {
  return retryWhileBusy(() => writer.exec("BEGIN IMMEDIATE"));
}

const busyPatienceMs = 15_000;

async function retryWhileBusy(step: () => void): Promise<void> {
  const giveUpAt = performance.now() + busyPatienceMs;
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 40)) {
    try {
      step();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + Math.random())));
  }
}

/**
 * What a random page costs, in sequential ones. PostgreSQL's own four is the price on disks that turn: with it months of
 * activity are found by reading years of them.
 */
const randomPageCost = 1.1;

function openPostgres(url: string): Connection {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    onConnect: async (client) => {
      await client.query(`set random_page_cost = ${randomPageCost}`);
    },
  });
  pool.on("error", (error) => log.warn({ error: error.message }, "idle database connection failed"));
  return {
    reader: drizzlePostgres({ client: pool }) as unknown as Reader,
    query: postgresRows(pool),
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        const client = await pool.connect();
        let broken: Error | undefined;
        try {
          await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
          const result = await work(drizzlePostgres({ client }) as unknown as Tx, postgresRows(client));
          await client.query("COMMIT");
          return result;
        } catch (error) {
          await client.query("ROLLBACK").catch((failure: Error) => {
            broken = failure;
          });
          if (!mayRunAgain(error, attempt)) throw error;
        } finally {
          client.release(broken);
        }
        await new Promise((resolve) => setTimeout(resolve, 2 ** Math.min(attempt, 6) * (0.5 + Math.random())));
      }
    },
    async close() {
      await pool.end();
    },
  };
}

function postgresRows(client: Pool | PoolClient): RawQuery {
  return async (text, parameters) => (await client.query(text, [...parameters])).rows;
}

/** Serialization failures are expected under contention; 200 writers to one row settle well within this. */
const maxAttempts = 40;

/**
 * Two transactions that both looked for a free slug may meet at its unique key instead of at a serialization failure
 * (PostgreSQL manual, 13.5): looking again, the later one sees the row. A key that is simply taken fails again at once.
 */
const maxAttemptsAtUniqueKey = 3;

function mayRunAgain(error: unknown, attempt: number): boolean {
  return attempt < (isUniqueViolation(error) ? maxAttemptsAtUniqueKey : isRetryable(error) ? maxAttempts : 1);
}

/** True when the database answers. Used by the health route. */
export async function pingDatabase(): Promise<boolean> {
  const rows = await read().select({ one: sql<number>`1` }).from(sql`(select 1) as t`);
  return rows.length === 1;
}
