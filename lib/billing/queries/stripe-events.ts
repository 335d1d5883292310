import "server-only";
import { and, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { stripeEvents } from "@/db/schema/billing";

export async function isKnownEvent(account: string, id: string): Promise<boolean> {
  const [row] = await read()
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(and(eq(stripeEvents.account, account), eq(stripeEvents.id, id)))
    .limit(1);
  return row !== undefined;
}
