import { pingDatabase, rawQuery } from "@/db/client";
import { engine } from "@/db/dialect";
import { log } from "@/lib/platform/log";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** Answers 200 while the database answers, else 503. For load balancers and monitoring; says nothing about the content. */
export async function GET(): Promise<Response> {
  const facts = { version, engine };
  try {
    await pingDatabase();
    return answer(200, { status: "ok", ...facts, migrations: await countMigrations() });
  } catch (error) {
    log.error({ error: (error as Error).message }, "the database does not answer");
    return answer(503, { status: "unavailable", ...facts });
  }
}

async function countMigrations(): Promise<number> {
  const [row] =
    engine === "postgres"
      ? await rawQuery<{ n: string }>("select count(*) as n from drizzle.__drizzle_migrations")
      : await rawQuery<{ n: number }>("select count(*) as n from __drizzle_migrations");
  return Number(row?.n ?? 0);
}

function answer(status: number, body: Record<string, unknown>): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
