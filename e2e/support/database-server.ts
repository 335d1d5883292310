import { Client } from "pg";

/** What tests do to a PostgreSQL server as a whole. Names are ours, never input. */
export function databaseServer(url: string) {
  const run = async (statement: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    create: (name: string, template = "template0") => run(`CREATE DATABASE "${name}" TEMPLATE "${template}"`),
    drop: (name: string) => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
    /** The same server, another database. */
    address(name: string): string {
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
  };
}
