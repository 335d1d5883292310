import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { postgresMissing } from "./e2e/support/postgres.ts";

const root = fileURLToPath(new URL("./", import.meta.url));
const databaseTests = ["**/*.db.test.ts"];
const notOurs = ["**/node_modules/**", ".next/**", "data/**", ".cache/**", "e2e/**/*.spec.ts"];

/** A test that needs a database is called `*.db.test.ts` and runs twice: on SQLite and on PostgreSQL. */
const databaseProject = (name: "sqlite" | "postgres") => ({
  extends: true as const,
  test: {
    name,
    include: databaseTests,
    globalSetup: ["e2e/support/database-templates.ts"],
    // So that what hangs ends, and never so short that it measures how busy the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

const noPostgres = postgresMissing();
if (noPostgres) console.warn(`The tests on PostgreSQL are left out. ${noPostgres}`);

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      { find: "server-only", replacement: `${root}e2e/support/empty.ts` },
    ],
  },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    exclude: notOurs,
    setupFiles: ["e2e/support/test-environment.ts"],
    env: { NODE_ENV: "test", TZ: "UTC" },
    passWithNoTests: true,
    // Property tests take a second alone and many when two cores are busy with everything else.
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["**/*.test.ts"], exclude: [...notOurs, ...databaseTests] } },
      databaseProject("sqlite"),
      ...(noPostgres ? [] : [databaseProject("postgres")]),
    ],
  },
});
