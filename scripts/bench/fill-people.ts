import { createHash } from "node:crypto";
import type { Tx } from "@/db/client";
import { benefits, grants, prices, productBenefits, products } from "@/db/schema/billing";
import { communities, members, topics } from "@/db/schema/communities";
import { sessions, users } from "@/db/schema/identity";
import { newId } from "@/lib/platform/ids";
import { at, batch, dayMs, inBatches } from "./batches";
import { benchCommunity, topicNames } from "./texts";

export interface Person {
  userId: string;
  memberId: string;
}

/** Accounts, spread over the year; the first runs the place. */
export async function addPeople(count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    userId: newId(at(index / count).getTime()),
    memberId: newId(at(index / count).getTime()),
  }));
  const rows = people.map(({ userId }, index) => ({
    id: userId,
    email: `person${index}@bench.example`,
    emailCanonical: `person${index}@bench.example`,
    emailVerifiedAt: at(0),
    name: `Person ${index}`,
    handle: `person-${index}`,
    bio: "",
    locale: "en",
    passwordHash: null,
    isOperator: index === 0,
    createdAt: at(0),
  }));
  await inBatches(rows, async (tx, part) => tx.insert(users).values(part));
  return people;
}

/** The community with one plan that everybody has: a signed-in reader is one who may read. Returns the plan's benefit. */
export async function addCommunity(tx: Tx, communityId: string, people: Person[]): Promise<string> {
  const createdAt = at(0);
  const owner = people[0]!;
  await tx.insert(communities).values({
    id: communityId,
    slug: benchCommunity,
    name: "Bench",
    glyph: "B",
    promise: "A community to measure with.",
    descriptionMarkdown: "",
    descriptionHtml: "",
    locale: "en",
    zone: "UTC",
    currency: "USD",
    publicVersion: 1,
    createdAt,
    createdBy: owner.userId,
  });
  const named = topicNames.map((name, position) => ({
    id: topicId(communityId, position),
    communityId,
    slug: name,
    name,
    position,
  }));
  await tx.insert(topics).values(named);
  const [benefitId, productId] = [newId(), newId()];
  await tx.insert(benefits).values({ id: benefitId, communityId, name: "Everything", createdAt });
  const plan = { kind: "subscription", name: "Regular", promise: "Everything.", position: 0 };
  await tx.insert(products).values({ id: productId, communityId, ...plan, createdAt });
  await tx.insert(productBenefits).values({ communityId, productId, benefitId });
  const price = { currency: "USD", amount: 1_200, interval: "month" };
  await tx.insert(prices).values({ id: newId(), communityId, productId, ...price, createdAt });
  for (let from = 0; from < people.length; from += batch) {
    const part = people.slice(from, from + batch);
    await tx.insert(members).values(
      part.map(({ userId, memberId }) => ({
        id: memberId,
        communityId,
        userId,
        role: userId === owner.userId ? "owner" : "member",
        joinedAt: createdAt,
      })),
    );
    await tx.insert(grants).values(
      part.map(({ userId }) => ({
        id: newId(),
        communityId,
        userId,
        benefitId,
        startsAt: createdAt,
        endsAt: null,
        sourceKind: "subscription",
        sourceId: userId,
        createdAt,
      })),
    );
  }
  return benefitId;
}

export const topicId = (communityId: string, index: number) =>
  `${communityId.slice(0, -2)}${String(index % topicNames.length).padStart(2, "0")}`;

/** Signs people in, as a browser's cookie would say it. The owner stays out: what staff see differs. */
export async function addSessions(people: Person[]): Promise<string[]> {
  const readers = people.slice(1).map(({ userId }) => ({ userId, token: newId() + newId() }));
  const seen = new Date();
  const rows = readers.map(({ userId, token }) => ({
    id: newId(),
    tokenHash: createHash("sha256").update(token).digest("hex"),
    userId,
    remember: true,
    userAgent: "bench",
    address: "127.0.0.1",
    createdAt: seen,
    lastSeenAt: seen,
    expiresAt: new Date(seen.getTime() + dayMs),
  }));
  await inBatches(rows, async (tx, part) => tx.insert(sessions).values(part));
  return readers.map(({ token }) => token);
}
