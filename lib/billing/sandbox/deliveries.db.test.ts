import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { stripeEvents } from "@/db/schema/billing";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeShop } from "@/e2e/support/sandbox-shop";
import { resetSettings } from "@/lib/platform/env";
import { registerBillingJobs } from "../jobs";
import { queueAgain } from "./commands";
import { deliverWaiting, sendNow } from "./deliveries";
import { holdDeliveries, setDeliveryPolicy } from "./delivery-policy";
import { deliverShuffled, redeliver } from "./disorder";
import type { SandboxEvent } from "./objects/events";
import { countPendingDeliveries, listDeliveries, listEvents } from "./queries";
import { seededRandom, shuffled } from "./shuffle";

registerBillingJobs();
const port = process.env.PORT;
let heard: string[] = [];
let answerWith = 200;
let close = async () => {};

beforeEach(async () => {
  await freshDatabase();
  heard = [];
  answerWith = 200;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const event = JSON.parse(Buffer.concat(parts).toString()) as SandboxEvent;
      heard.push(`${event.type} ${request.headers["stripe-signature"] ? "signed" : "bare"}`);
      response.writeHead(answerWith).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  process.env.PORT = String((server.address() as AddressInfo).port);
  resetSettings();
  close = () => new Promise((done) => server.close(() => done()));
});

afterEach(async () => {
  await close();
  if (port === undefined) delete process.env.PORT;
  else process.env.PORT = port;
  resetSettings();
});

/** A one-off purchase tells two events: the payment and the checkout. */
async function twoEvents() {
  const shop = await makeShop();
  await buy(shop, shop.once);
}

const both = ["checkout.session.completed signed", "payment_intent.succeeded signed"];

describe("webhooks over HTTP", () => {
  it("arrive once, signed, when nobody asked for anything else", async () => {
    await twoEvents();
    expect(await deliverWaiting()).toBe(2);
    expect(heard.toSorted()).toEqual(both);
    expect(await deliverWaiting()).toBe(0);
  });

  it("are held back, copied, dropped, and sent again on demand", async () => {
    await holdDeliveries();
    await twoEvents();
    expect([await deliverWaiting(), heard.length]).toEqual([0, 0]);
    await setDeliveryPolicy({ hold: false, copies: 3, shuffle: true, drop: ["payment_intent.succeeded"] });
    await deliverWaiting();
    expect(heard).toEqual([both[0], both[0], both[0]]);
    const lost = (await listEvents()).find(({ type }) => type === "payment_intent.succeeded")!;
    expect(await sendNow(lost, 2)).toBe(200);
    expect(heard.filter((each) => each === both[1])).toHaveLength(2);
    await setDeliveryPolicy({ drop: [], copies: 1 });
    await transact((tx) => queueAgain(tx, [lost.id], { copies: 2 }));
    await deliverWaiting();
    expect(heard.filter((each) => each === both[1])).toHaveLength(4);
  });

  it("that are not answered with 2xx come again later, further and further apart", async () => {
    await twoEvents();
    answerWith = 503;
    await deliverWaiting();
    expect([heard.length, await countPendingDeliveries()]).toEqual([2, 2]);
    const [delivery] = await listDeliveries(1);
    expect([delivery?.attempts, delivery?.lastStatus, delivery!.nextTryAt > new Date()]).toEqual([1, 503, true]);
    expect(await deliverWaiting()).toBe(0);
  });

  it("wait as long as they are told to", async () => {
    await setDeliveryPolicy({ delayMs: 60_000 });
    await twoEvents();
    expect(await deliverWaiting()).toBe(0);
    await setDeliveryPolicy({ delayMs: 0 });
    expect(await deliverWaiting()).toBe(2);
  });
});

describe("webhooks in the worst order", () => {
  it("reach the real receiver, signed, as often as asked, and are noted once", async () => {
    await twoEvents();
    expect(await deliverShuffled(7, 3)).toBe(6);
    expect(await read().select().from(stripeEvents)).toHaveLength(2);
    expect([await deliverShuffled(7), await countPendingDeliveries()]).toEqual([0, 0]);
    expect(await deliverShuffled(8, 2, { events: "all" })).toBe(4);
    const [event] = await listEvents();
    expect(await redeliver(event!.id)).toBe(200);
    expect(heard).toEqual([]);
  });

  it("are shuffled alike for one seed, and lose and invent nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (things, seed) => {
        const order = shuffled(things, seededRandom(seed));
        expect(shuffled(things, seededRandom(seed))).toEqual(order);
        expect(order.toSorted()).toEqual(things.toSorted());
      }),
    );
  });
});
