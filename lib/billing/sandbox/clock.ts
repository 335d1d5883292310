import "server-only";
import { type Tx, transact } from "@/db/client";
import { periodBoundary } from "@/lib/billing/billing-period";
import { dayMs, now, setClockOffset, wallClock } from "@/lib/platform/clock";
import { setInstallationFact } from "@/lib/platform/installation";
import { announceChange } from "@/lib/platform/signals";
import { expireSession } from "./checkout";
import { forgetOld } from "./commands";
import { stepCharge } from "./disputing";
import { settleDay } from "./paying-out";
import { countDueSubscriptions, type DueObject, findNextDue, listDueSubscriptions, needObject } from "./queries";
import { stepRefund } from "./refunding";
import { stepSubscription } from "./renewing";
import { withinAccount } from "./request-context";

/**
 * Lets everything happen in the sandbox that is due up to and including `to`, in the order of time: sessions expire,
 * subscriptions renew, fail, are tried again, end, money goes to the bank. Each step is one transaction. Returns how many steps there were.
 */
export async function advanceSandbox(to: Date = now()): Promise<number> {
  let steps = 0;
  for (;;) {
    const due = await findNextDue(to);
    if (!due) break;
    if (await step(due)) steps++;
  }
  if (steps > 0) await transact((tx) => forgetOld(tx, to));
  return steps;
}

/** Looks at the object again inside the transaction: another instance may have taken the step in between. */
async function step(due: DueObject): Promise<boolean> {
  return withinAccount(due.account, () =>
    transact(async (tx) => {
      const still = await findNextDue(due.dueAt);
      if (still?.id !== due.id || still.dueAt.getTime() !== due.dueAt.getTime()) return false;
      await stepObject(tx, due);
      return true;
    }),
  );
}

async function stepObject(tx: Tx, { kind, id, dueAt }: DueObject): Promise<void> {
  switch (kind) {
    case "checkout.session":
      await expireSession(tx, await needObject(kind, id), dueAt);
      return;
    case "subscription":
      return stepSubscription(tx, await needObject(kind, id), dueAt);
    case "charge":
      return stepCharge(tx, await needObject(kind, id), dueAt);
    case "refund":
      return stepRefund(tx, await needObject(kind, id), dueAt);
    default:
      return settleDay(tx, dueAt);
  }
}

/** Moves the story's clock to `to` (never back) for every process of this installation. */
export async function moveClock(to: Date): Promise<void> {
  const offsetMs = to.getTime() - wallClock().getTime();
  if (to <= now()) return;
  await transact((tx) => setInstallationFact(tx, "clock_offset_ms", String(offsetMs)));
  setClockOffset(offsetMs);
  announceChange({ kind: "clock", id: "installation" });
}

/** One step of the clock page from `at`: whole days, or the same day of the next month or year. */
export function clockStep(at: Date, by: "day" | "week" | "month" | "year"): Date {
  if (by === "day" || by === "week") return new Date(at.getTime() + (by === "day" ? 1 : 7) * dayMs);
  return periodBoundary(at, by, 1);
}

/** What will happen up to `to`: renewals and ends, counted, and the first few by name of their customer. */
export async function forecast(to: Date, limit = 8) {
  const [total, rows] = await Promise.all([countDueSubscriptions(to), listDueSubscriptions(to, limit)]);
  const first = await Promise.all(
    rows.map(async ({ subscription, account, dueAt }) => ({
      at: dueAt,
      name: (await withinAccount(account, () => needObject("customer", subscription.customer))).name ?? "",
      what:
        subscription._retry_at !== null
          ? ("retry" as const)
          : subscription.cancel_at_period_end
            ? ("end" as const)
            : ("renew" as const),
      amount: subscription.items.data[0]!.price.unit_amount,
      currency: subscription.currency.toUpperCase(),
    })),
  );
  return { total, first };
}
