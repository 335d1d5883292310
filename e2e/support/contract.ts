import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RecordedCall } from "../../lib/billing/sandbox/recording";

const folder = (name: string) => path.resolve(".cache/contract", name);

/** The type checker of the tree, without the tree: only the calls and the SDK's own types. */
const settings = {
  compilerOptions: {
    target: "ES2024",
    lib: ["ES2024", "ESNext", "DOM"],
    module: "ESNext",
    moduleResolution: "Bundler",
    strict: true,
    exactOptionalPropertyTypes: false,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
  },
  files: ["calls.ts"],
};

/** Methods of the SDK that ask nothing of Stripe. */
const local = /^(webhooks|_)|\.(autoPagingToArray|autoPagingEach)$/;

/** One statement for every call with another set of names in it: whatever is named must be known to Stripe's types. */
export function statements(calls: readonly RecordedCall[]): string[] {
  const byShape = new Map<string, string>();
  for (const { name, args } of calls) {
    if (local.test(name)) continue;
    byShape.set(`${name} ${shapeOf(args)}`, `void s.${name}(${args.map((each) => JSON.stringify(each)).join(", ")});`);
  }
  return [...byShape.values()].toSorted();
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (typeof value !== "object" || value === null) return typeof value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries.map(([key, each]) => `${key}:${shapeOf(each)}`).join()}}`;
}

/** Holds statements against the parameter types of the installed SDK. Returns what the type checker has to say. */
export async function typeErrors(lines: readonly string[], name: string): Promise<string> {
  mkdirSync(folder(name), { recursive: true });
  const head = ['import type Stripe from "stripe";', "declare const s: Stripe;", ""];
  writeFileSync(path.join(folder(name), "calls.ts"), [...head, ...lines, ""].join("\n"));
  writeFileSync(path.join(folder(name), "tsconfig.json"), JSON.stringify(settings, null, 2));
  return new Promise((resolve) => {
    const checker = path.resolve("node_modules/.bin/tsc");
    execFile(checker, ["-p", folder(name)], (error, stdout, stderr) => resolve(error ? stdout + stderr : ""));
  });
}

/**
 * Calls which move money or make something, and therefore must not happen twice. A second schedule for a subscription is
 * refused by Stripe itself, and a second page of Stripe's for somebody harms nobody.
 */
const once =
  /^(checkout\.sessions|refunds|products|prices|coupons|customers|accounts|subscriptions|invoices)\.(create|cancel|pay)$/;
const charging = ["items", "billing_cycle_anchor", "trial_end"];

/** Those of them that our code made without an idempotency key; what a test does at Stripe by hand is its own affair. */
export function keyless(calls: readonly RecordedCall[]): string[] {
  return calls
    .filter((call) => call.from.includes("/lib/billing/") && mustBeOnce(call) && !hasKey(call))
    .map(({ name, args }) => `${name} ${shapeOf(args)}`);
}

function mustBeOnce({ name, args }: RecordedCall): boolean {
  if (once.test(name)) return true;
  if (name !== "subscriptions.update") return false;
  return Object.keys((args[1] ?? {}) as object).some((parameter) => charging.includes(parameter));
}

const hasKey = ({ args }: RecordedCall) =>
  args.some((each) => typeof each === "object" && each !== null && "idempotencyKey" in each);
