import { transact } from "@/db/client";
import { findMembership } from "@/lib/access/queries";
import { findLiveSubscription } from "@/lib/billing/queries/subscriptions";
import { createUser } from "@/lib/identity/commands";
import { joinCommunity, leaveCommunity } from "@/lib/members/commands";
import { dayMs } from "@/lib/platform/clock";
import type { DemoAccount } from "./accounts";
import { buyOne, subscribe } from "./paying";
import type { Person, Stage } from "./stage";
import { planActivity } from "./voting";

/** Plans who arrives when: the demo accounts at fixed times, everybody else as the script weighs the months. */
export function planJoining(stage: Stage): void {
  const { members, joining, accounts } = stage.script;
  const total = joining.reduce((sum, weight) => sum + weight, 0);
  const names = stage.dice.shuffled(stage.script.names);
  const paying = accounts.find((account) => account.role === "member")!;
  const free = accounts.find((account) => account.role === "free-member");
  stage.agenda.plan(new Date(stage.start.getTime() + 40 * dayMs), () => arrive(stage, paying.name, paying, "year"));
  if (free) stage.agenda.plan(new Date(stage.end.getTime() - 24 * dayMs), () => arrive(stage, free.name, free, "free"));
  let used = 0;
  joining.forEach((weight, month) => {
    const count = Math.round((members * weight) / total);
    for (let i = 0; i < count; i++) {
      const at = new Date(
        stage.start.getTime() +
          (month + stage.dice.next()) * (stage.end.getTime() - stage.start.getTime()) * (1 / joining.length),
      );
      const name = names[used++ % names.length]!;
      stage.agenda.plan(at, () => arrive(stage, name));
    }
  });
}

async function arrive(stage: Stage, name: string, account?: DemoAccount, way?: "free" | "year"): Promise<void> {
  const email = account?.email ?? `demo-${stage.script.slug}-${++stage.arrivals}@guildhall.example`;
  const { locale, passwordHash } = stage.script;
  const userId = await transact((tx) =>
    createUser(tx, { name, email, passwordHash: account ? passwordHash : null, emailVerified: true, locale }),
  );
  const draw = stage.dice.next();
  const plan = way ?? (draw < 0.34 ? "free" : draw < 0.46 ? "single" : draw < 0.62 ? "year" : "month");
  const looksFirst = plan === "single" || plan === "free" || stage.dice.chance(0.4);
  if (looksFirst) await transact((tx) => joinCommunity(tx, { communityId: stage.communityId, userId, reason: "free" }));
  else await subscribe(stage, userId, plan as "month" | "year", account !== undefined);
  const membership = await findMembership(stage.communityId, userId);
  if (!membership) return;
  const level = stage.dice.next();
  const energy = account ? 1.5 : level < 0.5 ? 0.25 : level < 0.85 ? 1 : 3;
  const person = { userId, memberId: membership.memberId, name, energy };
  stage.people.push(person);
  if (looksFirst && plan !== "free" && plan !== "single") {
    stage.after(stage.dice.between(2, 28) * dayMs, () => subscribe(stage, userId, plan, account !== undefined));
  }
  if (plan === "single") stage.after(stage.dice.between(0.1, 20) * dayMs, () => buyOne(stage, userId));
  if (plan === "free" && !account) planLeaving(stage, person);
  planActivity(stage, person);
}

function planLeaving(stage: Stage, person: Person): void {
  if (!stage.dice.chance(0.22)) return;
  stage.after(stage.dice.between(20, 200) * dayMs, async () => {
    if (!(await findMembership(stage.communityId, person.userId))) return;
    if (await findLiveSubscription(stage.communityId, person.userId)) return;
    const leave = { communityId: stage.communityId, memberId: person.memberId, reason: "left" };
    await transact((tx) => leaveCommunity(tx, leave));
    stage.people = stage.people.filter((other) => other !== person);
  });
}
