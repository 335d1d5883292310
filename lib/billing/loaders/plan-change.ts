import "server-only";
import { notFound } from "next/navigation";
import { loadCommunity } from "@/lib/communities/loaders";
import { Refusal } from "@/lib/platform/errors";
import { type ChangePreview, previewChange } from "../change-subscription";
import { paymentsAreReal } from "../gateway";
import { findOwnBilledSubscription } from "../queries/own-billing";
import { findPriceOnSale } from "../queries/prices";
import { findLiveSubscription } from "../queries/subscriptions";

/** The plan somebody is about to switch to, beside the one they have, and what the switch would do: 404 without either. */
export async function loadPlanChange(slug: string, priceId: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!viewer.person) notFound();
  const { userId } = viewer.person;
  const offer = priceId.length <= 64 ? await findPriceOnSale(community.id, priceId) : null;
  const interval = offer?.price.interval;
  if (!offer || (interval !== "month" && interval !== "year")) notFound();
  const live = await findLiveSubscription(community.id, userId, offer.product.family);
  const running = live && (await findOwnBilledSubscription(userId, live.id));
  if (!running || running.priceId === priceId) notFound();
  const { amount, currency } = offer.price;
  return {
    community,
    viewer,
    running,
    target: { priceId, name: offer.product.name, amount, currency, interval } as const,
    ...(await askPreview(userId, running.id, priceId)),
    sandbox: !paymentsAreReal(),
  };
}

/** What it would do, or why nobody can say now: a code of the messages `errors`. */
async function askPreview(
  userId: string,
  subscriptionId: string,
  priceId: string,
): Promise<{ preview: ChangePreview | null; refusal: string | null }> {
  try {
    return { preview: await previewChange(userId, subscriptionId, priceId), refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { preview: null, refusal: error.code };
    throw error;
  }
}
