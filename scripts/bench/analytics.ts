/**
 * `npm run bench -- analytics [--members N] [--entries N] [--engine sqlite|postgres] [--write FILE]`: five years of a
 * community of 100,000 members with ten million journal entries, on SQLite and PostgreSQL: how long projecting takes, and
 * each analytics page. Every step is a process of its own, so that its memory can be measured.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { databaseServer } from "../../e2e/support/database-server";
import { startPostgres } from "../../e2e/support/postgres";
import { build } from "../build";
import { nodeArguments, root } from "../run.mjs";
import { buildIsCurrent } from "../sources.mjs";
import type { AnalyticsFilled } from "./analytics-fill";
import { measurePages, type PageTimes } from "./analytics-pages";
import { startServer } from "./measured-server";

const engines = ["sqlite", "postgres"] as const;
type EngineName = (typeof engines)[number];

interface Projecting {
  seconds: number;
  peakMiB: number;
}

interface Run {
  engine: EngineName;
  filled: AnalyticsFilled;
  fillSeconds: number;
  fileMiB: number | null;
  rebuild: Projecting;
  nightly: Projecting;
  /** A night's share of comparing the projections with the journal. */
  comparing: Projecting;
  pages: PageTimes[];
}

export async function benchAnalytics(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      members: { type: "string", default: "100000" },
      entries: { type: "string", default: "10000000" },
      engine: { type: "string" },
      write: { type: "string" },
      part: { type: "string" },
    },
  });
  const size = { members: Number(values.members), entries: Number(values.entries) };
  if (!(size.members >= 100 && size.entries >= size.members * 10))
    throw new Error("--members takes 100 or more, --entries at least ten times as many.");
  if (values.part) return doPart(values.part, size);
  if (values.engine && !engines.includes(values.engine as EngineName))
    throw new Error(`--engine takes ${engines.join(" or ")}.`);
  if (!existsSync(`${root}.next/BUILD_ID`) && !(await build())) throw new Error("There is no build to measure.");
  if (!buildIsCurrent())
    console.error("Note: the build in .next may be older than the sources; `npm run build` renews it.");
  const runs: Run[] = [];
  for (const engine of engines.filter((one) => !values.engine || one === values.engine))
    runs.push(await run(engine, size));
  const text = report(runs, size);
  console.log(text);
  if (values.write) writeFileSync(values.write, text);
  if (runs.some(({ pages }) => pages.some(({ failed }) => failed))) process.exitCode = 1;
}

interface Size {
  members: number;
  entries: number;
}

async function run(engine: EngineName, size: Size): Promise<Run> {
  const directory = mkdtempSync(path.join(tmpdir(), "guildhall-bench-"));
  const server = engine === "postgres" ? await startPostgres() : null;
  const name = `bench_${process.pid}`;
  if (server) await databaseServer(server.url).create(name);
  const settings = {
    GUILDHALL_DATA: directory,
    GUILDHALL_DEMO: "",
    DATABASE_URL: server ? databaseServer(server.url).address(name) : "",
    SMTP_URL: "",
    STRIPE_SECRET_KEY: "",
    GUILDHALL_SECRET: "",
    GUILDHALL_LOG: "error",
  };
  try {
    const before = performance.now();
    console.error(`${engine}: filling`);
    const filled = await inProcess<AnalyticsFilled>("fill", size, { ...settings, GUILDHALL_SEEDING: "1" });
    const fillSeconds = (performance.now() - before) / 1000;
    console.error(`${engine}: filled in ${fillSeconds.toFixed(0)} s; rebuilding`);
    const rebuild = await inProcess<Projecting>("rebuild", size, settings);
    console.error(`${engine}: rebuilt in ${rebuild.seconds.toFixed(1)} s; one more day`);
    const nightly = await inProcess<Projecting>("nightly", size, settings);
    console.error(`${engine}: projected in ${nightly.seconds.toFixed(1)} s; a night's comparison`);
    // Done by itself, so that the server does not do it beside the pages that are measured.
    const comparing = await inProcess<Projecting>("compare", size, settings);
    console.error(`${engine}: compared in ${comparing.seconds.toFixed(1)} s; measuring pages`);
    const web = await startServer({ ...settings, GUILDHALL_SEEDING: "" }, "all");
    const file = path.join(directory, "guildhall.sqlite");
    const fileMiB = engine === "sqlite" ? statSync(file).size / 2 ** 20 : null;
    try {
      const pages = await measurePages(web, filled);
      return { engine, filled, fillSeconds, fileMiB, rebuild, nightly, comparing, pages };
    } finally {
      await web.stop();
    }
  } finally {
    if (server) await databaseServer(server.url).drop(name);
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs one part in a process of its own and takes its answer from the last line it prints. */
async function inProcess<Answer>(
  part: string,
  { members, entries }: Size,
  settings: Record<string, string>,
): Promise<Answer> {
  const own = ["analytics", "--part", part, "--members", String(members), "--entries", String(entries)];
  const child = spawn(process.execPath, [...nodeArguments(`${root}scripts/bench/index.ts`), ...own], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`The part "${part}" ended with exit code ${code}.`);
  return JSON.parse(output.trim().split("\n").at(-1)!) as Answer;
}

/** The database is opened with the settings of this process, so whatever knows it is loaded here. */
async function doPart(part: string, { members, entries }: Size): Promise<void> {
  const { fillAnalytics, tellWaiting } = await import("./analytics-fill");
  if (part === "fill") {
    console.log(JSON.stringify(await fillAnalytics(members, entries)));
    return;
  }
  const { projectAll, rebuildAll } = await import("@/lib/analytics/project-now");
  const { listZones } = await import("@/lib/analytics/queries/projections");
  const { verifyCommunity } = await import("@/lib/analytics/verify-projections");
  const { closeDatabase } = await import("@/db/client");
  if (part === "nightly") await tellWaiting();
  const before = performance.now();
  if (part === "nightly") await projectAll();
  else if (part === "rebuild") await rebuildAll();
  else for (const { id, zone } of await listZones()) await verifyCommunity(id, zone, "tonight");
  const seconds = (performance.now() - before) / 1000;
  await closeDatabase();
  console.log(JSON.stringify({ seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
}

const whole = (value: number) => Math.round(value).toLocaleString("en");
const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;

function report(runs: readonly Run[], { members, entries }: Size): string {
  return [
    `# Analytics, ${new Date().toISOString().slice(0, 10)}`,
    "",
    `${cpus()[0]?.model.trim()} × ${cpus().length}; Node ${process.version}; ${whole(members)} members, five years, ${whole(entries)} journal entries.`,
    "",
    row(["", ...runs.map(({ engine }) => engine)]),
    `|---|${runs.map(() => "--:").join("|")}|`,
    row(["filled, s", ...runs.map((run) => whole(run.fillSeconds))]),
    row(["database, MiB", ...runs.map((run) => (run.fileMiB === null ? "" : whole(run.fileMiB)))]),
    row(["full rebuild, s", ...runs.map((run) => run.rebuild.seconds.toFixed(1))]),
    row(["its peak memory, MiB", ...runs.map((run) => whole(run.rebuild.peakMiB))]),
    row(["entries of one more day", ...runs.map((run) => whole(run.filled.waiting))]),
    row(["projecting them, s", ...runs.map((run) => run.nightly.seconds.toFixed(1))]),
    row(["a night's comparison with the journal, s", ...runs.map((run) => run.comparing.seconds.toFixed(1))]),
    "",
    row(["Page (owner)", ...runs.flatMap(({ engine }) => [`${engine} first, ms`, "median", "max"])]),
    `|---|${runs.map(() => "--:|--:|--:").join("|")}|`,
    ...runs[0]!.pages.map(({ name }, i) => row([name, ...runs.flatMap(({ pages }) => timesOf(pages[i]!))])),
    "",
  ].join("\n");
}

const timesOf = ({ failed, first, median, max }: PageTimes) =>
  failed ? [failed, "", ""] : [whole(first), whole(median), whole(max)];
