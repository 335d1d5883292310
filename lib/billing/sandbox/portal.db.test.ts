import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { makeShop, type SandboxShop, subscribeInSandbox } from "@/e2e/support/sandbox-shop";
import { NotFound } from "@/lib/platform/errors";
import { stripe } from "../gateway";
import { replaceCard } from "./checkout";
import { changeInPortal, findPortal, listPortalSubscriptions } from "./portal";

let shop: SandboxShop;
let subscription: string;
let portal: string;
beforeEach(async () => {
  await freshDatabase();
  shop = await makeShop();
  subscription = (await subscribeInSandbox(shop, shop.month)).id;
  const session = await stripe().billingPortal.sessions.create({
    customer: shop.customer.id,
    return_url: "http://localhost:3000/me/billing",
  });
  portal = session.id;
});

const atStripe = () => stripe().subscriptions.retrieve(subscription);

describe("the customer's page at the payment service", () => {
  it("shows what runs and what else of the shop it could be", async () => {
    const [row] = await listPortalSubscriptions(portal);
    expect([row?.product, row?.subscription.id]).toEqual(["Apprentice", subscription]);
    expect(row?.offers.map(({ unit_amount }) => unit_amount).toSorted((a, b) => a - b)).toEqual([9900, 39_000]);
    expect(await findPortal("bps_none")).toBeNull();
  });

  it("changes the plan, plans an end, takes it back, and ends", async () => {
    expect(await changeInPortal(portal, subscription, "price", shop.bigMonth.id)).toBe("done");
    expect((await atStripe()).items.data[0]?.price.id).toBe(shop.bigMonth.id);
    await changeInPortal(portal, subscription, "cancel");
    expect((await atStripe()).cancel_at_period_end).toBe(true);
    await changeInPortal(portal, subscription, "keep");
    expect((await atStripe()).cancel_at_period_end).toBe(false);
    await changeInPortal(portal, subscription, "end");
    expect((await atStripe()).status).toBe("canceled");
    expect(await changeInPortal(portal, subscription, "cancel")).toBe("refused");
  });

  it("changes nothing when the card does not pay or the price is of another kind", async () => {
    await replaceCard(shop.customer.id, "4000000000000341");
    expect(await changeInPortal(portal, subscription, "price", shop.bigMonth.id)).toBe("declined");
    expect(await changeInPortal(portal, subscription, "price", shop.once.id)).toBe("refused");
    expect((await atStripe()).items.data[0]?.price.id).toBe(shop.month.id);
  });

  it("touches nobody else's", async () => {
    const other = await makeShop();
    const theirs = await subscribeInSandbox(other, other.month);
    await expect(changeInPortal(portal, theirs.id, "end")).rejects.toBeInstanceOf(NotFound);
    await expect(changeInPortal("bps_none", subscription, "end")).rejects.toBeInstanceOf(NotFound);
    expect((await stripe().subscriptions.retrieve(theirs.id)).status).toBe("active");
  });
});
