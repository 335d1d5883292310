"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction, ownerAction } from "@/lib/access/action";
import { hourMs, secondMs } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { setTerms } from "../commands/terms";
import { connectAccount, disconnectAccount } from "../connect-account";
import { withinSite } from "../own-address";
import { type ReconcileReport, reconcile } from "../reconcile";
import { ConnectAccount, DisconnectAccount, Reconcile, SetTerms } from "../schema/accounts";

const settings = (slug: string) => `/c/${slug}/manage/payments`;

/** To Stripe, where the owner makes an account or gives theirs. */
export const connectAccountAction = ownerAction({
  name: "billing.connect-account",
  schema: ConnectAccount,
  limits: { perPerson: [20, hourMs] },
  handler: async ({ community }) => {
    const returnTo = `${publicUrl()}${settings(community.slug)}?from=stripe`;
    return { redirectTo: withinSite(await connectAccount({ community, returnTo })) };
  },
});

export const disconnectAccountAction = ownerAction({
  name: "billing.disconnect-account",
  schema: DisconnectAccount,
  handler: async ({ community, viewer, words }) => {
    await disconnectAccount(community.id, viewer.membership.memberId);
    revalidatePath(settings(community.slug));
    return { message: words.t("ledger.disconnected") };
  },
});

/** The days of grace after a failed renewal, and within which days and after how many texts members may take money back. */
export const setTermsAction = ownerAction({
  name: "billing.set-terms",
  schema: SetTerms,
  handler: async ({ input: { graceDays, refundDays, refundMaxPosts = null }, community, viewer, words }) => {
    const own = { communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => setTerms(tx, { ...own, graceDays, refundDays, refundMaxPosts }));
    revalidatePath(settings(community.slug));
    return { message: words.t("ledger.terms.saved") };
  },
});

const patienceMs = 8 * secondMs;

/** Compares the community's books with Stripe. Whoever has many payers is not kept waiting for the last of them. */
export const reconcileAction = managerAction({
  name: "billing.reconcile",
  schema: Reconcile,
  limits: { perPerson: [12, hourMs] },
  handler: async ({ community, viewer }) => {
    const comparison = reconcile({ communityId: community.id, startedBy: viewer.membership.memberId });
    const report = await within(patienceMs, comparison);
    return { redirectTo: `${settings(community.slug)}?compared=${report?.differences.length ?? "later"}` };
  },
});

/** The result, or null when it takes longer; then it goes on by itself. */
async function within(ms: number, comparison: Promise<ReconcileReport>): Promise<ReconcileReport | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    const first = await Promise.race([comparison, patience]);
    if (first === null) comparison.catch((error: Error) => log.error({ error: error.message }, "reconciling failed"));
    return first;
  } finally {
    clearTimeout(timer);
  }
}
