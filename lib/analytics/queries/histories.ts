import "server-only";
import { cache } from "react";
import { type Layout, PackSet, type PackShape } from "../column-packs";
import { type Histories, historyShape } from "../histories";
import { type MoneyPacks, moneyShape } from "../money-packs";
import { type ReplyPacks, replyShape } from "../reply-packs";
import { findChanged, keep, recall } from "./kept-packs";

// A page asks a dozen questions of the same packs: which there are is asked once for each rendering.

/** The histories of a community as they are now. */
export const findHistories = cache(
  (communityId: string): Promise<Histories> => findColumns("histories", communityId, historyShape),
);

/** The payments of a community's members as they are now. */
export const findMoneyPacks = cache(
  (communityId: string): Promise<MoneyPacks> => findColumns("payments", communityId, moneyShape),
);

/** What was asked in a community, and what came of it, as it is now. */
export const findReplyPacks = cache(
  (communityId: string): Promise<ReplyPacks> => findColumns("replies", communityId, replyShape),
);

/** The packs that have changed since this process looked are opened again, all others it still has open. */
async function findColumns<L extends Layout>(
  kind: "histories" | "payments" | "replies",
  communityId: string,
  shape: PackShape<L>,
): Promise<PackSet<L>> {
  const known = recall<PackSet<L>>(kind, communityId) ?? PackSet.of(shape);
  const { packs, fresh } = await findChanged(kind, communityId, (pack) => known.revisionOf(pack));
  const current = known.with(packs, fresh);
  keep(kind, communityId, current);
  return current;
}
