import "server-only";
import { notFound } from "next/navigation";
import { requirePerson } from "@/lib/identity/loaders";
import { now } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../gateway";
import { findReceipt } from "../queries/receipts";

/** One's own receipt, or 404. */
export async function loadReceipt(paymentId: string) {
  const person = await requirePerson(`/me/billing/receipts/${paymentId}`);
  const receipt = await findReceipt(person.userId, paymentId);
  if (!receipt) notFound();
  return { person, ...receipt, demo: await isDemo(), at: now(), sandbox: !paymentsAreReal() };
}
