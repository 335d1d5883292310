import { root, runChild } from "./run.mjs";

/** `npm run db:generate [-- --name what_changed]`: writes the next migration of both engines from the one schema. */
const drizzleKit = `${root}node_modules/drizzle-kit/bin.cjs`;
for (const address of ["", "postgres://generate"]) {
  const env = { ...process.env, DATABASE_URL: address };
  const code = await runChild(process.execPath, [drizzleKit, "generate", ...process.argv.slice(2)], { env });
  if (code !== 0) process.exit(code);
}
