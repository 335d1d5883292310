import "server-only";
import type { Tx } from "@/db/client";
import type { Notice } from "../notices";

/** Owes a mail, once per key. False when it is owed already. One that comes days late is noted and not sent. */
export async function owe(_tx: Tx, _notice: Notice): Promise<boolean> {
  throw new Error("not built yet");
}

/** Lets every waiting mail be: the seed has told a story of the past. */
export async function skipWaiting(_tx: Tx): Promise<void> {
  throw new Error("not built yet");
}
