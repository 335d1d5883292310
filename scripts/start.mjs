/**
 * `npm start`: everything between a fresh clone and a running site. The first half runs on whatever Node is installed
 * and only installs; then the script runs itself again on the Node that came along, which migrates, seeds the demo
 * into an empty database, builds when the sources have changed, and starts server.ts.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { findNode, nodeArguments, noNode, root, runChild, withOurNode } from "./run.mjs";
import { step } from "./step.mjs";

const self = fileURLToPath(import.meta.url);
process.chdir(root);
const prepared = process.execArgv.some((argument) => argument.endsWith("scripts/hooks.mjs"));
process.exit(prepared ? await start() : await runOnOurNode());

async function runOnOurNode() {
  if (Number(process.versions.node.split(".")[0]) < 18)
    return fail(`Node ${process.versions.node} is too old even to install Guildhall. Install Node 24 from nodejs.org.`);
  if (!(await ensureInstalled()))
    return fail(
      "Installing the packages failed; npm's own words are above. Guildhall needs the network this one time.",
    );
  const node = findNode();
  if (!node) return fail(noNode());
  return runChild(node, nodeArguments(self), { env: withOurNode(node) });
}

async function start() {
  const { explain } = await import("./explain.ts");
  try {
    const { readSettings } = await import("../lib/platform/env.ts");
    const settings = readSettings();
    const port = settings.PORT ?? 3000;
    if (!(await portIsFree(port)))
      return fail(`Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`);
    if (!(await step("Preparing the database", prepareDatabase))) return 1;
    if (settings.GUILDHALL_DEMO !== "off" && (await isEmpty()) && !(await seedDemo()))
      return fail(
        "Seeding the demo failed. Delete the data directory and try again, or start without: GUILDHALL_DEMO=off npm start",
      );
    const { build } = await import("./build.ts");
    if (!(await step("Building (about a minute after a change)", () => build())))
      return fail("The build failed; the reason is above.");
    const facts = await readFacts();
    await closeDatabase();
    return await serve(facts);
  } catch (error) {
    return fail(explain(error));
  }
}

async function prepareDatabase() {
  const { migrateDatabase } = await import("../db/migrate.ts");
  await migrateDatabase();
  return true;
}

async function closeDatabase() {
  await (await import("../db/client.ts")).closeDatabase();
}

async function count(table) {
  const { rawQuery } = await import("../db/client.ts");
  const [row] = await rawQuery(`select count(*) as n from ${table}`);
  return Number(row.n);
}

async function isEmpty() {
  return (await count("users")) === 0 && (await count("communities")) === 0;
}

async function seedDemo() {
  await closeDatabase();
  return step("Playing twelve months of two demo communities (about a minute, once)", async () => {
    return (await runChild(process.execPath, [...nodeArguments(`${root}scripts/db-seed.ts`), "--if-empty"])) === 0;
  });
}

async function readFacts() {
  const { rawQuery } = await import("../db/client.ts");
  const [demo] = await rawQuery("select value from installation where key = 'demo'");
  return { demo: demo?.value === "yes", empty: await isEmpty() };
}

/** Runs the server with our signals until it ends. */
function serve(facts) {
  const env = {
    ...process.env,
    NODE_ENV: "production",
    GUILDHALL_LOG: process.env.GUILDHALL_LOG || (process.stdout.isTTY ? "warn" : "info"),
  };
  return new Promise((resolve) => {
    const server = spawn(process.execPath, nodeArguments(`${root}server.ts`), {
      cwd: root,
      env,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    server.on("message", (message) => message?.ready && announce(message.port, facts));
    const pass = (signal) => server.kill(signal);
    process.on("SIGTERM", pass);
    process.on("SIGINT", pass);
    server.on("close", (code, signal) => resolve(code ?? (signal === "SIGTERM" || signal === "SIGINT" ? 0 : 1)));
  });
}

async function announce(port, facts) {
  const { publicUrl } = await import("../lib/platform/env.ts");
  const address = process.env.GUILDHALL_URL ? publicUrl() : `http://localhost:${port}`;
  console.log(`\nGuildhall is ready: ${address}\n`);
  if (facts.demo) await announceDemo();
  else if (facts.empty)
    console.log(
      `This installation is empty. Make the operator's account and the first community at ${address}/setup\n`,
    );
  if (process.stdin.isTTY) console.log("Ctrl-C stops it.\n");
}

async function announceDemo() {
  const { demoAccounts } = await import("../db/seed/accounts.ts");
  console.log("Demo accounts (no money moves, no mail leaves this machine):");
  const language = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "")
    ? "zh-CN"
    : "en";
  const width = (key) => Math.max(...demoAccounts.map((account) => account[key].length));
  for (const account of demoAccounts) {
    const { role, email, password, community, shows } = account;
    console.log(
      `  ${role.padEnd(width("role"))}  ${email.padEnd(width("email"))}  ${password.padEnd(width("password"))}  ${community.padEnd(width("community"))}  ${shows[language]}`,
    );
  }
  console.log("");
}

function portIsFree(port) {
  if (port === 0) return true;
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code !== "EADDRINUSE"));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

function fail(sentence) {
  console.error(`\n${sentence}`);
  return 1;
}
