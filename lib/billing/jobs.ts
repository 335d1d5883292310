import "server-only";
import { transact } from "@/db/client";
import { recordTurnedGrants } from "@/lib/access/commands";
import { dayMs, hourMs, minuteMs, now } from "@/lib/platform/clock";
import { handleJobs, scheduleJob } from "@/lib/platform/jobs";
import { shared } from "@/lib/platform/shared-state";
import { voidExpiredGifts } from "./commands/gifts";
import { settleCustomer } from "./perform-duties";
import { oweReminders, postNotices } from "./post-notices";
import { reconcile } from "./reconcile";
import { resumeRefunds } from "./refund-payment";
import { syncAccount } from "./sync-account";
import { syncPayment } from "./sync-payment";
import { syncAllPayouts, syncPayouts } from "./sync-payouts";

type Payload = Record<string, string>;

/** When the last successful look at a customer began (real time), in this process. */
const looked = shared("billing.looked", () => new Map<string, number>());
const lookedMax = 5000;

/** A burst of events about one customer needs one look: later jobs whose event came before it are done already. */
async function syncOnce({ account = "", customerId, receivedAt }: Payload): Promise<void> {
  if (!customerId) return;
  const key = `${account} ${customerId}`;
  const last = looked.get(key);
  if (last !== undefined && Number(receivedAt) < last) return;
  const began = Date.now();
  await settleCustomer(account, customerId);
  if (looked.size >= lookedMax) looked.clear();
  looked.set(key, began);
}

async function syncNamedPayment({ account = "", paymentIntentId = "", chargeId = "" }: Payload): Promise<void> {
  await syncPayment(account, { paymentIntentId: paymentIntentId || null, chargeId: chargeId || null });
}

/** Grants that begin or end while nobody looks. A week back, so that a server that was down misses none. */
async function watchGrants(): Promise<void> {
  const at = now();
  await transact((tx) => recordTurnedGrants(tx, new Date(at.getTime() - 7 * dayMs)));
  await transact((tx) => voidExpiredGifts(tx, at));
}

/** Called once by the job registry. */
export function registerBillingJobs(): void {
  handleJobs("billing.sync-customer", syncOnce);
  handleJobs("billing.sync-payment", syncNamedPayment);
  handleJobs("billing.sync-payouts", ({ account = "" }) => syncPayouts(account));
  handleJobs("billing.sync-all-payouts", syncAllPayouts);
  handleJobs("billing.sync-account", async ({ account }) => {
    if (account) await syncAccount(account);
  });
  handleJobs("billing.reconcile", async () => {
    await resumeRefunds();
    await reconcile();
    await syncAllPayouts();
  });
  handleJobs("billing.watch-grants", watchGrants);
  handleJobs("billing.owe-reminders", async () => {
    await oweReminders();
  });
  handleJobs("billing.post-notices", async () => {
    await postNotices();
  });
  scheduleJob("billing.reconcile", hourMs);
  scheduleJob("billing.sync-all-payouts", hourMs);
  scheduleJob("billing.watch-grants", hourMs);
  scheduleJob("billing.owe-reminders", hourMs);
  scheduleJob("billing.post-notices", minuteMs);
}
