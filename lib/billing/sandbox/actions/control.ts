"use server";
import { publicAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../../gateway";
import { BankDecision, DeliveryWish, FaultWish, NoWish, SendAgain } from "../../schema/sandbox";
import { closeDispute, concludeRefund, disputeCharge, returnPayout } from "../control";
import { sendNow } from "../deliveries";
import { setDeliveryPolicy } from "../delivery-policy";
import { clearFaults, setFault } from "../faults";
import { findEvent } from "../queries";
import { WireError } from "../wire";

/** What stands behind the control page of a demo. Everybody there may: it is theirs to play with. */
const limits = { perAddress: [600, hourMs] as [number, number] };
const page = "/sandbox/control";

async function refuseOutsideOfDemos(): Promise<void> {
  if (paymentsAreReal() || !(await isDemo())) throw new NotFound();
}

/** Sends a webhook once more, or several times. */
export const sendAgainAction = publicAction({
  name: "sandbox.send-again",
  schema: SendAgain,
  limits,
  handler: async ({ input }) => {
    await refuseOutsideOfDemos();
    const event = await findEvent(input.event);
    if (!event) throw new NotFound();
    await sendNow(event, input.copies);
    return { redirectTo: `${page}?done=sent` };
  },
});

/** How webhooks travel from now on. */
export const setDeliveriesAction = publicAction({
  name: "sandbox.set-deliveries",
  schema: DeliveryWish,
  limits,
  handler: async ({ input }) => {
    await refuseOutsideOfDemos();
    const { delaySeconds, ...policy } = input;
    await setDeliveryPolicy({ ...policy, delayMs: delaySeconds * 1000 });
    return { redirectTo: `${page}?done=deliveries` };
  },
});

/** The next requests to the payment service fail. */
export const setFaultAction = publicAction({
  name: "sandbox.set-fault",
  schema: FaultWish,
  limits,
  handler: async ({ input }) => {
    await refuseOutsideOfDemos();
    await setFault({ ...input, slowMs: input.kind === "slow" ? 5000 : 0 });
    return { redirectTo: `${page}?done=fault` };
  },
});

export const clearFaultsAction = publicAction({
  name: "sandbox.clear-faults",
  schema: NoWish,
  limits,
  handler: async () => {
    await refuseOutsideOfDemos();
    await clearFaults();
    return { redirectTo: `${page}?done=faults-cleared` };
  },
});

/** What a bank does with a charge, a dispute, a refund or a payout. */
export const decideAsBankAction = publicAction({
  name: "sandbox.decide-as-bank",
  schema: BankDecision,
  limits,
  handler: async ({ input: { what, id } }) => {
    await refuseOutsideOfDemos();
    try {
      if (what === "dispute") await disputeCharge(id);
      else if (what === "won" || what === "lost") await closeDispute(id, what);
      else if (what === "return-payout") await returnPayout(id);
      else await concludeRefund(id, what === "refund-fails" ? "failed" : "succeeded");
    } catch (error) {
      if (error instanceof WireError) throw new Refusal("not-possible-now");
      throw error;
    }
    return { redirectTo: `${page}?done=bank` };
  },
});
