import { Client } from "pg";

/** Replica: without foreign keys and triggers, in whatever order the tables come. */
const emptying = `
  DO $$ DECLARE entry record; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend';
    SET LOCAL session_replication_role = replica;
    FOR entry IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE 'DELETE FROM ' || entry.name;
    END LOOP;
  END $$`;

/** What tests do to a PostgreSQL server as a whole. Names are ours, never input. */
export function databaseServer(url: string) {
  const run = async (statement: string, address = url) => {
    const client = new Client({ connectionString: address });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  /** The same server, another database. */
  const addressOf = (name: string): string => {
    const address = new URL(url);
    address.pathname = `/${name}`;
    return address.href;
  };
  return {
    address: addressOf,
    /** Ends whoever is still in the database and deletes every row of every table; the tables and their counters stay. */
    empty: (name: string) => run(emptying, addressOf(name)),
    create: (name: string, template = "template0") => run(`CREATE DATABASE "${name}" TEMPLATE "${template}"`),
    drop: (name: string) => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}
