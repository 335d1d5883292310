import { createHash, randomBytes, randomUUID } from "node:crypto";
import path from "node:path";
import type { BrowserContext } from "@playwright/test";
import Database from "better-sqlite3";

/** Every account of the demo and every one made here has this password. */
export const everyonesPassword = "guildhall-demo";

export const demo = {
  owner: "dana@guildhall.example",
  moderator: "tomasz@guildhall.example",
  creator: "ravi@guildhall.example",
  payer: "maya@guildhall.example",
  freeMember: "owen@guildhall.example",
  chineseOwner: "zhou@guildhall.example",
  chinesePayer: "xuzhiyuan@guildhall.example",
} as const;

/** Does something with the database file of a running server; better-sqlite3 waits for its turn. */
export function withDatabase<T>(data: string, work: (database: Database.Database) => T): T {
  const database = new Database(path.join(data, "guildhall.sqlite"), { timeout: 10_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Signs an account in without its page: a session row as the server would write it. Returns the cookie's value. */
export function openSession(data: string, email: string): string {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const at = Date.now();
  withDatabase(data, (database) => {
    const user = database.prepare("select id from users where email = ?").get(email) as { id: string } | undefined;
    if (!user) throw new Error(`nobody has the address ${email}`);
    database
      .prepare(
        "insert into sessions (id, token_hash, user_id, remember, user_agent, address, created_at, last_seen_at, expires_at) values (?, ?, ?, 1, 'story', '127.0.0.1', ?, ?, ?)",
      )
      .run(randomUUID(), hash, user.id, at, at, at + 86_400_000);
  });
  return token;
}

export async function signInContext(context: BrowserContext, url: string, data: string, email: string): Promise<void> {
  await context.addCookies([{ name: "guildhall.session", value: openSession(data, email), url }]);
}

export interface NewPerson {
  name: string;
  email: string;
  userId: string;
}

/** An account nobody else uses: confirmed, with {@link everyonesPassword}, and a member where `joins` says. */
export function makeAccount(
  data: string,
  { name, joins, role = "member" }: { name: string; joins?: string; role?: string },
): NewPerson {
  const userId = randomUUID();
  const mark = randomBytes(4).toString("hex");
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, "-")}-${mark}@story.example`;
  const at = Date.now() - 60_000;
  withDatabase(data, (database) => {
    const { password_hash } = database.prepare("select password_hash from users where email = ?").get(demo.payer) as {
      password_hash: string;
    };
    database
      .prepare(
        "insert into users (id, email, email_canonical, email_verified_at, name, handle, bio, locale, password_hash, is_operator, created_at) values (?, ?, ?, ?, ?, ?, '', null, ?, 0, ?)",
      )
      .run(userId, email, email, at, name, `s-${mark}`, password_hash, at);
    if (joins)
      database
        .prepare(
          "insert into members (id, community_id, user_id, role, joined_at) select ?, id, ?, ?, ? from communities where slug = ?",
        )
        .run(randomUUID(), userId, role, at, joins);
  });
  return { name, email, userId };
}
