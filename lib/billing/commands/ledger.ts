import "server-only";
import type { Tx } from "@/db/client";
import type { Posting } from "../ledger";

/** Posts to a book what it does not hold yet, by key. Returns how many were new. What stands there is never changed. */
export async function post(_tx: Tx, _book: string, _postings: readonly Posting[]): Promise<number> {
  throw new Error("not built yet");
}
