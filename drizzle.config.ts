import { defineConfig } from "drizzle-kit";

/** One schema, two dialects: `npm run db:generate` runs this twice and fills both migration folders. */
const postgres = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "");

export default defineConfig({
  dialect: postgres ? "postgresql" : "sqlite",
  schema: "./db/schema/*.ts",
  out: postgres ? "./db/migrations/postgres" : "./db/migrations/sqlite",
});
