import * as postgres from "./postgres";
import * as sqlite from "./sqlite";

export type Engine = "sqlite" | "postgres";

/** The engine this process talks to: PostgreSQL when DATABASE_URL names one, else the embedded SQLite. */
export const engine: Engine = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "") ? "postgres" : "sqlite";

/**
 * The column kit. Its types are SQLite's on both engines; at run time it holds the builders of the engine in use.
 * This is the one cast: what the two sides could differ in (Date, boolean, JSON, bytes) is made equal in their files.
 */
const kit = (engine === "postgres" ? postgres : sqlite) as unknown as typeof sqlite;

export const {
  table,
  text,
  int,
  bigcount,
  bool,
  real,
  instant,
  json,
  bytes,
  index,
  uniqueIndex,
  primaryKey,
  foreignKey,
  check,
} = kit;
