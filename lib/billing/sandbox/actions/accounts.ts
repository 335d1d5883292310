"use server";
import { publicAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { paymentsAreReal } from "../../gateway";
import { AccountStep } from "../../schema/sandbox";
import { findAccountLink, moveAccount } from "../connecting";
import { withinSite } from "../own-paths";

/** What an owner does on the payment service's onboarding page: finishes it, or is held up. */
export const onboardAccountAction = publicAction({
  name: "sandbox.onboard",
  schema: AccountStep,
  limits: { perAddress: [600, hourMs] },
  handler: async ({ input }) => {
    const link = paymentsAreReal() ? null : await findAccountLink(input.link);
    if (!link || !(await moveAccount(link._account, input.step))) throw new NotFound();
    return { redirectTo: withinSite(link._return_url) };
  },
});
