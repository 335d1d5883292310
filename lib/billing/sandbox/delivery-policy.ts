import "server-only";
import { transact } from "@/db/client";
import { installationFact, setInstallationFact } from "@/lib/platform/installation";
import { announceChange } from "@/lib/platform/signals";

/** How webhooks travel: what a test or the control page asks for, kept for every process of the installation. */
export interface DeliveryPolicy {
  /** Nothing is sent until somebody says so. */
  hold: boolean;
  /** Out of order within each batch. */
  shuffle: boolean;
  /** How often each is sent. */
  copies: number;
  /** How long each waits, in real time. */
  delayMs: number;
  /** Types that are never sent, as if they were lost on the way. */
  drop: string[];
}

export const orderly: DeliveryPolicy = { hold: false, shuffle: false, copies: 1, delayMs: 0, drop: [] };

const fact = "sandbox_deliveries";

export async function deliveryPolicy(): Promise<DeliveryPolicy> {
  const kept = await installationFact(fact);
  return kept === null ? orderly : { ...orderly, ...(JSON.parse(kept) as Partial<DeliveryPolicy>) };
}

/** Changes how webhooks travel from now on; what is not named stays. Ending a hold sends what waited. */
export async function setDeliveryPolicy(changes: Partial<DeliveryPolicy>): Promise<void> {
  await transact(async (tx) => {
    const policy = { ...(await deliveryPolicy()), ...changes };
    await setInstallationFact(tx, fact, JSON.stringify(policy));
  });
  announceChange({ kind: "jobs", id: "sandbox.deliver" });
}

/** Keeps webhooks back, or lets them go again. */
export const holdDeliveries = (hold = true) => setDeliveryPolicy({ hold });
