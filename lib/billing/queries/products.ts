import "server-only";
import { and, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { products } from "@/db/schema/billing";

export async function findProduct(communityId: string, productId: string) {
  const [row] = await read()
    .select()
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.id, productId)))
    .limit(1);
  return row ?? null;
}
