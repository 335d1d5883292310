/**
 * A process that is to die in the middle of something, for crash.torture.db.test.ts. Its environment names the database
 * and the moment (`GUILDHALL_TEST_CRASH`), its argument what it does until then.
 */
import { closeDatabase } from "@/db/client";
import { changePlan } from "@/lib/billing/change-subscription";
import { registerBillingJobs } from "@/lib/billing/jobs";
import { postNotices } from "@/lib/billing/post-notices";
import { receiveWebhook } from "@/lib/billing/receive-webhook";
import { refundPayment } from "@/lib/billing/refund-payment";
import { signedEvent } from "@/lib/billing/sandbox/deliveries";
import { listObjects } from "@/lib/billing/sandbox/queries";
import { startCheckout } from "@/lib/billing/start-checkout";
import { runReadyJobs } from "@/lib/platform/jobs";

export type CrashingWork =
  | { what: "checkout"; community: { id: string; slug: string }; userId: string; priceId: string }
  | { what: "change"; userId: string; subscriptionId: string; priceId: string }
  | { what: "refund"; communityId: string; paymentId: string; amount: number; userId: string }
  | { what: "webhook"; type: string }
  | { what: "jobs" }
  | { what: "notices" };

const work = JSON.parse(process.argv[2] ?? "null") as CrashingWork;
registerBillingJobs();

switch (work.what) {
  case "checkout":
    await startCheckout(work);
    break;
  case "change":
    await changePlan(work.userId, work.subscriptionId, work.priceId);
    break;
  case "refund": {
    const { communityId, paymentId, amount, userId } = work;
    const by = { userId, self: false };
    await refundPayment({ communityId, paymentId, amount, reason: "Asked", endsAccess: true, by });
    break;
  }
  case "webhook": {
    const event = (await listObjects("event")).find(({ type }) => type === work.type)!;
    const { body, signature } = signedEvent(event);
    await receiveWebhook(body, signature);
    break;
  }
  case "jobs":
    await runReadyJobs();
    break;
  case "notices":
    await postNotices();
    break;
}
await closeDatabase();
