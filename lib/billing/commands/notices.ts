import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { notices } from "@/db/schema/accounts";
import { now, secondMs, wallClock } from "@/lib/platform/clock";
import { enqueue } from "@/lib/platform/jobs";
import { isWorthSending, type Notice } from "../notices";

/** Owes a mail, once per key. False when it is owed already. One that comes days late is noted and not sent. */
export async function owe(tx: Tx, notice: Notice): Promise<boolean> {
  const state = isWorthSending(notice.at, now()) ? "waiting" : "skipped";
  const { key, kind, communityId, userId, payload, at } = notice;
  const owed = await tx
    .insert(notices)
    .values({ key, kind, communityId, userId, payload, at, state })
    .onConflictDoNothing()
    .returning({ key: notices.key });
  if (owed.length === 0) return false;
  if (state === "waiting") await callPostman(tx);
  return true;
}

const gatherMs = 5 * secondMs;

/** What is owed within the same few seconds goes out together; should this call be lost, each minute brings another. */
async function callPostman(tx: Tx): Promise<void> {
  const at = Math.ceil((wallClock().getTime() + 1) / gatherMs) * gatherMs;
  const kind = "billing.post-notices";
  await enqueue(tx, { kind, payload: {}, uniqueKey: `${kind}:${at}`, runAt: new Date(at) });
}

/** Lets every waiting mail be: the seed has told a story of the past. */
export async function skipWaiting(tx: Tx): Promise<void> {
  await tx.update(notices).set({ state: "skipped" }).where(eq(notices.state, "waiting"));
}

/** Notes how a waiting mail ended. One that has ended stays as it is. */
export async function closeNotice(tx: Tx, key: string, state: "sent" | "skipped"): Promise<void> {
  await tx
    .update(notices)
    .set({ state, sentAt: state === "sent" ? now() : null })
    .where(and(eq(notices.key, key), eq(notices.state, "waiting")));
}
