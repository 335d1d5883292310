import { inject } from "vitest";

/**
 * Runs in each test process before any of our modules: tests must not depend on the settings of the shell they were
 * started from, and db/dialect reads DATABASE_URL when it is first imported.
 */
for (const name of Object.keys(process.env)) {
  if (/^(GUILDHALL|STRIPE|SMTP|MAIL|GITHUB|GOOGLE)_/.test(name) || name === "DATABASE_URL" || name === "PORT") {
    delete process.env[name];
  }
}

const server = inject("postgresServer");
if (server) process.env.DATABASE_URL = server;
