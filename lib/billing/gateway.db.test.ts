import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { sandboxDeliveries } from "@/db/schema/sandbox";
import { makePaidCommunity, makePerson, payFor } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { wallClock } from "@/lib/platform/clock";
import { resetSettings } from "@/lib/platform/env";
import { markDemo } from "@/lib/platform/installation";
import { assertKeysFitInstallation, webhookSecret } from "./gateway";
import { receiveWebhook } from "./receive-webhook";
import { deliverWaiting } from "./sandbox/deliveries";

const touched = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "PORT"] as const;

function setSettings(values: Partial<Record<(typeof touched)[number], string>>) {
  for (const name of touched) delete process.env[name];
  Object.assign(process.env, values);
  resetSettings();
}

beforeEach(freshDatabase);
afterEach(() => setSettings({}));

const realKeys = { STRIPE_SECRET_KEY: "sk_live_x", STRIPE_WEBHOOK_SECRET: "whsec_x" };

it("a demo directory refuses real keys with a sentence; a real one takes them", async () => {
  setSettings(realKeys);
  await expect(assertKeysFitInstallation()).resolves.toBeUndefined();
  await transact(markDemo);
  await expect(assertKeysFitInstallation()).rejects.toThrow("holds the demo");
  setSettings({});
  await expect(assertKeysFitInstallation()).resolves.toBeUndefined();
});

it("the sandbox signs with a secret of this installation that is never empty", async () => {
  const first = webhookSecret();
  expect(first).toMatch(/^whsec_[0-9a-f]{64}$/);
  await freshDatabase();
  expect(webhookSecret()).not.toBe(first);
});

it("webhooks go out over HTTP with a signature that is accepted, and wait after a failure", async () => {
  let healthy = false;
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const status = await receiveWebhook(Buffer.concat(parts), String(request.headers["stripe-signature"]));
    answers.push(status);
    response.writeHead(healthy ? status : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  setSettings({ PORT: String((server.address() as AddressInfo).port) });
  try {
    const world = await makePaidCommunity();
    await payFor(world, await makePerson(), world.small.month);
    const tried = await deliverWaiting();
    expect(answers).toEqual(Array(tried).fill(200));
    const waiting = await read().select().from(sandboxDeliveries);
    expect(
      new Set(waiting.map(({ delivered, attempts, lastStatus }) => [delivered, attempts, lastStatus].join())),
    ).toEqual(new Set(["false,1,503"]));
    expect(waiting.every(({ nextTryAt }) => nextTryAt > wallClock())).toBe(true);
    expect(await deliverWaiting()).toBe(0);
    healthy = true;
    await transact((tx) => tx.update(sandboxDeliveries).set({ nextTryAt: wallClock() }));
    expect(await deliverWaiting()).toBe(tried);
    const delivered = await read().select().from(sandboxDeliveries);
    expect(delivered.every((row) => row.delivered && row.lastStatus === 200)).toBe(true);
  } finally {
    server.close();
  }
});
