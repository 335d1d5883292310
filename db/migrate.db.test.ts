import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { databaseServer } from "../e2e/support/database-server";
import { openSqliteFile } from "./client";
import { engine } from "./dialect";
import { migratePostgresDatabase, migrateSqliteFile } from "./migrate";

const folder = mkdtempSync(path.join(tmpdir(), "guildhall-migrations-"));
const database = `migrated_${process.pid}`;
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  if (engine === "postgres") await databaseServer(inject("postgresServer")).drop(database);
});

/** The migrations as they were when there were `count` of them. */
function firstMigrations(count: number): string {
  const copy = path.join(folder, `first-${count}`);
  cpSync(path.join("db", "migrations", engine), copy, { recursive: true });
  const file = path.join(copy, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: unknown[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  return copy;
}

type Row = Record<string, unknown>;
interface Old {
  migrate: (migrations?: string) => Promise<number>;
  run: (statement: string) => Promise<Row[]>;
}

/** A database of its own, reached without the schema: what it holds was written by an earlier version. */
async function oldDatabase(): Promise<Old> {
  if (engine === "sqlite") {
    const file = path.join(folder, "guildhall.sqlite");
    return {
      migrate: async (migrations) => migrateSqliteFile(file, migrations),
      run: async (statement) => {
        const opened = openSqliteFile(file);
        try {
          const prepared = opened.prepare(statement);
          if (prepared.reader) return prepared.all() as Row[];
          prepared.run();
          return [];
        } finally {
          opened.close();
        }
      },
    };
  }
  const server = databaseServer(inject("postgresServer"));
  await server.create(database);
  return {
    migrate: (migrations) => migratePostgresDatabase(server.address(database), migrations),
    run: async (statement) => {
      const client = new Client({ connectionString: server.address(database) });
      await client.connect();
      try {
        return (await client.query(statement)).rows as Row[];
      } finally {
        await client.end();
      }
    },
  };
}

const yes = engine === "postgres" ? "true" : "1";
const no = engine === "postgres" ? "false" : "0";

/** A member with a running subscription, a text bought once and given back, as version 0003 kept them. */
const rows = [
  `insert into users (id, email, email_canonical, name, handle, bio, is_operator, created_at) values ('u', 'ada@example.org', 'ada@example.org', 'Ada', 'ada', '', ${no}, 1)`,
  "insert into communities (id, slug, name, glyph, promise, description_markdown, description_html, locale, zone, currency, public_version, created_at, created_by) values ('c', 'wheels', 'Wheels', 'w', '', '', '', 'en', 'UTC', 'USD', 1, 1, 'u')",
  "insert into members (id, community_id, user_id, role, joined_at) values ('m', 'c', 'u', 'owner', 1)",
  "insert into benefits (id, community_id, name, post_id, created_at) values ('b', 'c', 'Small', null, 1), ('bp', 'c', 'A text', 'post', 1)",
  "insert into products (id, community_id, kind, name, promise, position, post_id, stripe_product_id, created_at) values ('p', 'c', 'subscription', 'Small', '', 0, null, 'prod_1', 1), ('p2', 'c', 'one_off', 'A text', '', 0, 'post', null, 1)",
  "insert into product_benefits (community_id, product_id, benefit_id) values ('c', 'p', 'b'), ('c', 'p2', 'bp')",
  "insert into prices (id, community_id, product_id, currency, amount, interval, stripe_price_id, created_at) values ('pm', 'c', 'p', 'USD', 1200, 'month', 'price_1', 1), ('po', 'c', 'p2', 'USD', 490, null, null, 1)",
  "insert into customers (user_id, stripe_customer_id, sync_version, created_at) values ('u', 'cus_1', 3, 1)",
  `insert into subscriptions (id, community_id, user_id, member_id, product_id, price_id, stripe_subscription_id, status, live, started_at, current_period_start, current_period_end, cancel_at_period_end, synced_at) values ('s', 'c', 'u', 'm', 'p', 'pm', 'sub_1', 'active', ${yes}, 1, 1, 100, ${no}, 1)`,
  "insert into orders (id, community_id, user_id, product_id, price_id, amount, currency, state, stripe_session_id, created_at, settled_at) values ('o1', 'c', 'u', 'p', 'pm', 1200, 'USD', 'paid', 'cs_1', 1, 2), ('o2', 'c', 'u', 'p2', 'po', 490, 'USD', 'paid', 'cs_2', 3, 4)",
  "insert into payments (id, community_id, user_id, product_id, price_id, kind, amount, currency, stripe_id, number, period_start, period_end, at) values ('y1', 'c', 'u', 'p', 'pm', 'charge', 1200, 'USD', 'in_1', 'W-000001', 1, 100, 2), ('y2', 'c', 'u', 'p2', 'po', 'charge', 490, 'USD', 'pi_2', 'W-000002', null, null, 4), ('y3', 'c', 'u', 'p2', 'po', 'refund', -490, 'USD', 're_2', 'W-000003', null, null, 5)",
  "insert into grants (id, community_id, user_id, benefit_id, starts_at, ends_at, source_kind, source_id, created_at) values ('g', 'c', 'u', 'b', 1, 100, 'subscription', 's', 1)",
  "insert into stripe_events (id, type, customer_id, created_at, received_at) values ('evt_1', 'invoice.paid', 'cus_1', 1, 1)",
];

describe("a database of the version before the money", () => {
  it("keeps what it holds, under the new columns and tables", async () => {
    const old = await oldDatabase();
    expect(await old.migrate(firstMigrations(4))).toBe(4);
    for (const row of rows) await old.run(row);
    expect(await old.migrate()).toBeGreaterThan(0);
    expect(await old.migrate()).toBe(0);

    const plain = async (statement: string) =>
      (await old.run(statement)).map((row) =>
        Object.values(row).map((value) => (value === null ? null : String(value))),
      );
    expect(await plain("select account, kind, local_id, stripe_id from published order by kind")).toEqual([
      ["", "price", "pm", "price_1"],
      ["", "product", "p", "prod_1"],
    ]);
    expect(await plain("select user_id, account, stripe_customer_id, sync_version from customers")).toEqual([
      ["u", "", "cus_1", "3"],
    ]);
    expect(await plain("select id, account, family, pending_at from subscriptions")).toEqual([
      ["s", "", "plans", null],
    ]);
    expect(await plain("select id, kind, list_amount, refunded_amount, paid_at from orders order by id")).toEqual([
      ["o1", "subscription", "1200", "0", "2"],
      ["o2", "payment", "490", "0", "4"],
    ]);
    expect(await plain("select id, kind from benefits order by id")).toEqual([
      ["b", "texts"],
      ["bp", "post"],
    ]);
    expect(await plain("select ends_at, paid_until, source_note from grants")).toEqual([["100", "100", null]]);
    expect(await plain("select id, account, state from stripe_events")).toEqual([["evt_1", "", "noted"]]);
    expect(await plain("select id, amount, interval, term_days from prices order by id")).toEqual([
      ["pm", "1200", "month", null],
      ["po", "490", null, null],
    ]);
    expect(await plain("select number, payment_id, kind from receipts order by number")).toEqual([
      ["W-000001", "y1", "receipt"],
      ["W-000002", "y2", "receipt"],
      ["W-000003", "y3", "refund"],
    ]);
    expect(await plain("select community_id, next from receipt_counters")).toEqual([["c", "4"]]);
    const [paper] = await old.run("select seller, buyer, lines from receipts where payment_id = 'y1'");
    const parsed = Object.values(paper!).map((value) => (typeof value === "string" ? JSON.parse(value) : value));
    expect(parsed).toEqual([
      { name: "Wheels", contact: "wheels" },
      { name: "Ada", contact: "ada@example.org" },
      [{ label: "Small", amount: 1200, currency: "USD", from: 1, until: 100 }],
    ]);

    await expect(old.run("update receipts set number = 'X'")).rejects.toThrow("receipts is append-only");
    await expect(old.run("delete from receipts")).rejects.toThrow("receipts is append-only");
    await expect(
      old.run(
        "insert into prices (id, community_id, product_id, currency, amount, interval, created_at) select 'again', community_id, product_id, currency, 1300, interval, 1 from prices where id = 'pm'",
      ),
    ).rejects.toThrow();
  });
});
