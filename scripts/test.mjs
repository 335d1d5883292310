/**
 * `npm test`: every check, in order, with totals. `npm test -- unit sqlite` runs single steps, and arguments that are
 * no step's name go to the tool: `npm test -- unit lib/access`. Installs what is missing, runs on any Node from 18.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { ensureInstalled, installOptional } from "./install.mjs";
import { findNode, nodeArguments, noNode, root, runChild, suitable, withOurNode } from "./run.mjs";
import { seconds } from "./step.mjs";

const reports = `${root}.cache/test`;
const tool = (file, ...args) =>
  runChild(process.execPath, [`${root}node_modules/${file}`, ...args], { env: cleanEnvironment() });

/** Each resolves with an exit code; `report` names the JSON file in which the tool counts. */
const steps = {
  lint: {
    title: "format and lint",
    run: (args) => tool("@biomejs/biome/bin/biome", "ci", ...(args.length ? args : ["."])),
  },
  types: { title: "types", run: types },
  dead: { title: "dead code", run: (args) => tool("knip/bin/knip.js", ...args) },
  unit: { title: "unit tests", run: (args) => vitest("unit", args), report: "unit.json" },
  sqlite: { title: "database tests on SQLite", run: (args) => vitest("sqlite", args), report: "sqlite.json" },
  postgres: {
    title: "database tests on PostgreSQL",
    run: (args) => vitest("postgres", args),
    report: "postgres.json",
    missing: postgresMissing,
  },
  build: {
    title: "production build",
    run: (args) =>
      runChild(process.execPath, [...nodeArguments(`${root}scripts/build.ts`), ...args], { env: cleanEnvironment() }),
  },
  e2e: { title: "stories in a browser", run: e2e, report: "e2e.json" },
};

if (!(await ensureInstalled())) process.exit(1);
const node = findNode();
if (!node) {
  console.error(noNode());
  process.exit(1);
}
process.exit(
  suitable()
    ? await main(process.argv.slice(2))
    : await runChild(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { env: withOurNode(node) }),
);

async function main(args) {
  process.env.PATH = withOurNode(node).PATH;
  const chosen = args.filter((name) => name in steps);
  const rest = args.filter((name) => !(name in steps) && name !== "--");
  mkdirSync(reports, { recursive: true });
  const results = [];
  for (const name of chosen.length > 0 ? chosen : Object.keys(steps)) results.push(await runStep(name, rest));
  return summarise(results);
}

async function runStep(name, args) {
  const { title, run, report, missing } = steps[name];
  console.log(`\n── ${title} ${"─".repeat(Math.max(3, 70 - title.length))}`);
  const reason = await missing?.();
  if (reason) {
    console.log(`Skipped. ${reason}`);
    return { title, passed: 0, failed: 0, skipped: 1, took: "" };
  }
  if (report) rmSync(`${reports}/${report}`, { force: true });
  const started = Date.now();
  const code = await run(args);
  const counts = report
    ? countTests(`${reports}/${report}`)
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // A file that cannot even be loaded fails the run without a failed test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { title, ...counts, took: seconds(started) };
}

function summarise(results) {
  console.log(`\n── totals ${"─".repeat(64)}`);
  for (const { title, passed, failed, skipped, took } of results) {
    const counts = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
    console.log(`${failed > 0 ? "✗" : "✓"} ${title.padEnd(30)} ${counts.padEnd(36)} ${took}`);
  }
  const broken = results.flatMap(({ title, failures = [] }) => failures.map((failure) => `  ${title}: ${failure}`));
  if (broken.length > 0) console.log(`\nfailed:\n${broken.join("\n")}`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") > 0 ? 1 : 0;
}

/** Vitest and Playwright count under different names. */
function countTests(file) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    if (report.stats)
      return {
        failures: failedStories(report.suites),
        passed: report.stats.expected + report.stats.flaky,
        failed: report.stats.unexpected,
        skipped: report.stats.skipped,
      };
    return {
      failures: failedTests(report.testResults),
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** What failed, in one line each with the first line of its message: the end of a log is what one gets to see of a CI. */
function failedTests(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const file = name.replace(root, "");
    if (failed.length === 0) return status === "failed" ? [`${file}: ${firstLine(message)}`] : [];
    return failed.map(({ fullName, failureMessages }) => `${file} > ${fullName}: ${firstLine(failureMessages[0])}`);
  });
}

function failedStories(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, line, title, tests }) => {
        const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
        return `${file}:${line} ${title}: ${firstLine(error?.message)}`;
      }),
    ...failedStories(inner),
  ]);
}

function firstLine(message = "") {
  return stripVTControlCharacters(message).split("\n")[0].slice(0, 300);
}

async function types(args) {
  const generated = await tool("next/dist/bin/next", "typegen");
  return generated === 0 ? tool("typescript/bin/tsc", "--noEmit", "-p", root, ...args) : generated;
}

function vitest(project, args) {
  return tool(
    "vitest/vitest.mjs",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reports}/${project}.json`,
    ...args,
  );
}

async function postgresMissing() {
  return (await import("../e2e/support/postgres.ts")).postgresMissing();
}

async function e2e(args) {
  const { findChromium } = await import("../e2e/support/chromium.ts");
  let browser = await findChromium();
  // npm on Node 20 has left out the browser in a package; ask again on our own Node.
  if ("missing" in browser && (await installOptional())) browser = await findChromium();
  if ("missing" in browser) {
    console.error(browser.missing);
    return 1;
  }
  return tool("@playwright/test/cli.js", "test", ...args);
}

/** What the tests see must not depend on the shell or on a contributor's .env. */
function cleanEnvironment() {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/e2e.json` };
  for (const name of Object.keys(env))
    if (/^(GUILDHALL|STRIPE|SMTP|MAIL|GITHUB|GOOGLE)_/.test(name) || name === "DATABASE_URL" || name === "PORT")
      delete env[name];
  return env;
}
