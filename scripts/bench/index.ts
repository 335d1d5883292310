/**
 * `npm run bench [-- --scale 1,10] [--quick] [--write FILE]`: fills a temporary data directory, starts the production
 * server over it, and measures what a request costs. Prints a Markdown table. Needs Linux (/proc); talks to 127.0.0.1.
 * `npm run bench -- analytics` measures the analytics of a large community instead: see analytics.ts.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { resetSettings } from "@/lib/platform/env";
import { build } from "../build";
import { root } from "../run.mjs";
import { buildIsCurrent } from "../sources.mjs";
import { benchAnalytics } from "./analytics";
import type { Filled } from "./fill";
import { kindsOf, type LoadOptions, type Measurement, measure, type PageWeight, weigh } from "./load";
import { pinLoad, startServer } from "./measured-server";

if (process.argv[2] === "analytics") {
  await benchAnalytics(process.argv.slice(3));
  process.exit();
}
const { values } = parseArgs({
  options: { scale: { type: "string" }, quick: { type: "boolean" }, write: { type: "string" } },
});
const load: LoadOptions = values.quick
  ? { connections: 16, seconds: 1, warmUp: 50 }
  : { connections: 16, seconds: 6, warmUp: 300 };
const scales = (values.scale ?? (values.quick ? "0.1" : "1,10")).split(",").map(Number);
if (scales.some((scale) => !(scale >= 0.1 && scale <= 100))) throw new Error("--scale takes numbers from 0.1 to 100.");

interface Run {
  scale: number;
  data: Filled;
  fillSeconds: number;
  readyMs: number;
  firstPageMs: number;
  memoryMiB: number;
  measurements: Measurement[];
  weights: PageWeight[];
}

async function run(scale: number): Promise<Run> {
  const directory = mkdtempSync(path.join(tmpdir(), "guildhall-bench-"));
  try {
    const before = performance.now();
    const data = await fillDirectory(directory, scale);
    const fillSeconds = (performance.now() - before) / 1000;
    console.error(`Filled ${scale}x in ${fillSeconds.toFixed(1)} s.`);
    return { scale, data, fillSeconds, ...(await measureServer(directory, data)) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The database is opened with the settings of this moment, so they are set before fill.ts is loaded. */
async function fillDirectory(directory: string, scale: number): Promise<Filled> {
  Object.assign(process.env, benchSettings(directory), { GUILDHALL_SEEDING: "1", GUILDHALL_LOG: "error" });
  resetSettings();
  const { fill } = await import("./fill");
  return fill(scale);
}

/** Nothing of the machine's own settings may reach the benchmark, least of all its database. Empty means "not set". */
function benchSettings(directory: string) {
  return {
    GUILDHALL_DATA: directory,
    GUILDHALL_DEMO: "",
    DATABASE_URL: "",
    SMTP_URL: "",
    STRIPE_SECRET_KEY: "",
    GUILDHALL_SECRET: "",
  };
}

async function measureServer(directory: string, data: Filled) {
  // The access log is written as in production, to nowhere.
  const settings = { ...benchSettings(directory), GUILDHALL_SEEDING: "", GUILDHALL_LOG: "info" };
  const server = await startServer(settings);
  try {
    await fetch(`${server.origin}/c/bench/feed`).then((response) => response.text());
    const firstPageMs = performance.now() - server.startedAt;
    const weights = [
      await weigh(server, "feed", "/feed"),
      await weigh(server, "post + 50 comments", `/posts/${data.busy.slug}`),
    ];
    const measurements: Measurement[] = [];
    for (const kind of await kindsOf(server, data)) {
      measurements.push(await measure(server, kind, load));
      console.error(`  ${kind.name}: ${measurements.at(-1)!.perSecond.toFixed(0)} requests/s`);
    }
    return { readyMs: server.readyMs, firstPageMs, memoryMiB: server.memoryMiB(), measurements, weights };
  } finally {
    await server.stop();
  }
}

const whole = (value: number) => Math.round(value).toLocaleString("en");
const kB = (bytes: number) => (bytes / 1000).toFixed(1);
const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;

function report(runs: Run[], pinned: boolean): string {
  const how = `${load.connections} connections, ${load.seconds} s each after ${load.warmUp} requests to warm up`;
  const cores = pinned ? "server on core 0, load on core 1" : "server and load share the cores";
  return [
    `# Performance, ${new Date().toISOString().slice(0, 10)}`,
    "",
    `${cpus()[0]?.model.trim()} × ${cpus().length}; Node ${process.version}; ${cores}; ${how}. Comments are written by calling the server action as the page's JavaScript does.`,
    ...runs.flatMap(section),
    "",
  ].join("\n");
}

function section({ scale, data, ...run }: Run): string[] {
  const { posts, comments, members } = data.counts;
  return [
    "",
    `## ${scale}x: ${whole(posts)} posts, ${whole(comments)} comments, ${whole(members)} members`,
    "",
    `Listening ${whole(run.readyMs)} ms after the start, first page after ${whole(run.firstPageMs)} ms. ${whole(run.memoryMiB)} MiB resident after the load. Filled in ${run.fillSeconds.toFixed(1)} s.`,
    "",
    row(["Request", "requests/s", "p50 ms", "p99 ms", "CPU ms/request", "answer kB", "failed"]),
    "|---|--:|--:|--:|--:|--:|--:|",
    ...run.measurements.map((m) =>
      row([m.name, whole(m.perSecond), m.p50Ms, m.p99Ms, m.cpuMsPerRequest.toFixed(2), kB(m.bytes), m.failed]),
    ),
    "",
    row(["Page (visitor)", "HTML kB", "HTML kB gzip", "scripts", "JavaScript kB gzip"]),
    "|---|--:|--:|--:|--:|",
    ...run.weights.map((w) => row([w.name, kB(w.html), kB(w.htmlGzipped), w.scripts, kB(w.scriptsGzipped)])),
  ];
}

if (!existsSync(`${root}.next/BUILD_ID`) && !(await build())) process.exit(1);
if (!buildIsCurrent())
  console.error("Note: the build in .next may be older than the sources; `npm run build` renews it.");
const pinned = pinLoad();
const runs: Run[] = [];
for (const scale of scales) runs.push(await run(scale));
const text = report(runs, pinned);
console.log(text);
if (values.write) writeFileSync(values.write, text);
if (runs.some(({ measurements }) => measurements.some(({ failed }) => failed > 0))) process.exitCode = 1;
