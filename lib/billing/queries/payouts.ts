import "server-only";
import { and, eq, inArray, or } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { stripeAccounts } from "@/db/schema/accounts";
import { payments } from "@/db/schema/billing";
import { disputes, payouts } from "@/db/schema/ledger";
import { latestFirst, onPage, type Page, type PageFilter, toPage } from "./paging";

export type PayoutRow = typeof payouts.$inferSelect;

/** A community's part of the payouts, the latest first, by keyset. */
export async function listPayouts(communityId: string, filter: PageFilter): Promise<Page<PayoutRow>> {
  const order = { at: payouts.createdAt, id: payouts.id };
  const rows = await read()
    .select()
    .from(payouts)
    .where(and(eq(payouts.communityId, communityId), onPage(order, filter)))
    .orderBy(...latestFirst(order))
    .limit(filter.limit + 1);
  return toPage(rows, filter.limit, ({ createdAt: at, id }) => ({ at, id }));
}

/** What is known of an account's payouts: their state by Stripe's id. */
export async function listPayoutStates(account: string, stripeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await read()
    .select({ id: payouts.stripePayoutId, state: payouts.state })
    .from(payouts)
    .where(and(eq(payouts.account, account), amongIds(payouts.stripePayoutId, idList(stripeIds))));
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** Whose the things in an account's balance are: charges, refunds and disputes by Stripe's id. Strangers are left out. */
export async function listOwners(account: string, stripeIds: readonly string[]): Promise<Map<string, string>> {
  const ids = idList(stripeIds);
  const [paid, disputed] = await Promise.all([
    read()
      .select({ charge: payments.stripeChargeId, id: payments.stripeId, communityId: payments.communityId })
      .from(payments)
      .where(
        and(
          eq(payments.account, account),
          or(amongIds(payments.stripeChargeId, ids), amongIds(payments.stripeId, ids)),
        ),
      ),
    read()
      .select({ id: disputes.stripeDisputeId, communityId: disputes.communityId })
      .from(disputes)
      .where(and(eq(disputes.account, account), amongIds(disputes.stripeDisputeId, ids))),
  ]);
  return new Map([
    ...paid.flatMap(({ charge, id, communityId }) => [
      [id, communityId] as const,
      ...(charge ? [[charge, communityId] as const] : []),
    ]),
    ...disputed.map(({ id, communityId }) => [id, communityId] as const),
  ]);
}

/** The accounts money goes to: the installation's own, when anything was paid into it, and the connected ones. */
export async function listAccountsInUse(): Promise<string[]> {
  const [own, connected] = await Promise.all([
    read().select({ id: payments.id }).from(payments).where(eq(payments.account, "")).limit(1),
    read()
      .select({ account: stripeAccounts.account })
      .from(stripeAccounts)
      .where(inArray(stripeAccounts.state, ["active", "restricted"])),
  ]);
  return [...(own.length > 0 ? [""] : []), ...connected.map(({ account }) => account)];
}
