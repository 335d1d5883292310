import "server-only";
import { hourMs } from "@/lib/platform/clock";
import { handleJobs, scheduleJob } from "@/lib/platform/jobs";
import { shared } from "@/lib/platform/shared-state";
import { reconcile } from "./reconcile";
import { syncCustomer } from "./sync-customer";

/** When the last successful look at a customer began (real time), in this process. */
const looked = shared("billing.looked", () => new Map<string, number>());
const lookedMax = 5000;

/** A burst of events about one customer needs one look: later jobs whose event came before it are done already. */
async function syncOnce({ account = "", customerId, receivedAt }: Record<string, string>): Promise<void> {
  if (!customerId) return;
  const key = `${account} ${customerId}`;
  const last = looked.get(key);
  if (last !== undefined && Number(receivedAt) < last) return;
  const began = Date.now();
  await syncCustomer(account, customerId);
  if (looked.size >= lookedMax) looked.clear();
  looked.set(key, began);
}

/** Called once by the job registry. */
export function registerBillingJobs(): void {
  handleJobs("billing.sync-customer", syncOnce);
  handleJobs("billing.reconcile", async () => {
    await reconcile();
  });
  scheduleJob("billing.reconcile", hourMs);
}
