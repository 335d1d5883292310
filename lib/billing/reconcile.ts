import "server-only";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { listCustomersToReconcile } from "./queries/customers";
import { syncCustomer } from "./sync-customer";

/**
 * Repairs what no webhook told us: asks Stripe about everybody with an open order, an unpaid renewal or a period that
 * should have ended. Runs hourly. One customer's failure does not stop the others. Returns how many were looked at.
 */
export async function reconcile(): Promise<number> {
  const customers = await listCustomersToReconcile(now());
  for (const { account, customerId: customer } of customers) {
    try {
      await syncCustomer(account, customer);
    } catch (error) {
      log.warn(
        { account, customer, error: error instanceof Error ? error.message : String(error) },
        "reconciling failed",
      );
    }
  }
  return customers.length;
}
