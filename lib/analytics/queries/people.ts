import "server-only";
import { eq } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import type { FigureRow } from "../rows";

/** Who these members are, by member id; whoever has gone is missing. For pages that may show people. */
export async function listPeople(memberIds: readonly string[]): Promise<Map<string, NonNullable<FigureRow["person"]>>> {
  if (memberIds.length === 0) return new Map();
  const rows = await read()
    .select({ memberId: members.id, id: users.id, name: users.name, handle: users.handle })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(amongIds(members.id, idList(memberIds)));
  return new Map(rows.map(({ memberId, ...person }) => [memberId, person]));
}
