import { transact } from "@/db/client";
import { createProduct } from "@/lib/billing/commands/products";
import { listTopics } from "@/lib/communities/queries";
import { createUser } from "@/lib/identity/commands";
import { changeRole, joinCommunity } from "@/lib/members/commands";
import { foundCommunity } from "@/lib/members/found-community";
import type { Role } from "@/lib/members/schema";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import type { DemoAccount } from "./accounts";
import type { Person, Stage } from "./stage";

/** The founding: the owner, the community, its plans, and the staff the script names. */
export async function found(stage: Stage): Promise<void> {
  const script = stage.script;
  const rendered = await renderMarkdown(script.description, { paid: false, lang: script.locale });
  const owner = script.accounts.find((account) => account.role === "owner")!;
  const userId = await createDemoUser(stage, owner);
  const founded = await transact((tx) =>
    foundCommunity(tx, {
      ...script,
      descriptionMarkdown: script.description,
      descriptionHtml: rendered.bodyHtml,
      createdBy: userId,
    }),
  );
  stage.communityId = founded.communityId;
  stage.staff.set("owner", { userId, memberId: founded.memberId, name: owner.name, energy: 2 });
  stage.topicIds = new Map((await listTopics(founded.communityId)).map(({ slug, id }) => [slug, id]));
  await createPlans(stage, founded.memberId);
  for (const role of ["creator", "moderator"] as const) {
    const account = script.accounts.find((candidate) => candidate.role === role)!;
    const person = await joinStaff(stage, account, role, founded.memberId);
    stage.staff.set(role, person);
  }
}

async function createPlans(stage: Stage, actorId: string): Promise<void> {
  const included: string[] = [];
  for (const plan of stage.script.plans) {
    const made = await transact((tx) =>
      createProduct(tx, {
        communityId: stage.communityId,
        name: plan.name,
        promise: plan.promise,
        currency: stage.script.currency,
        monthAmount: plan.month,
        yearAmount: plan.year,
        includes: included,
        actorId,
      }),
    );
    included.push(made.benefitId);
    stage.prices.push({ productId: made.productId, month: made.monthPriceId!, year: made.yearPriceId! });
    stage.planBenefit ||= made.benefitId;
  }
}

async function joinStaff(stage: Stage, account: DemoAccount, role: Role, actorId: string): Promise<Person> {
  const userId = await createDemoUser(stage, account);
  const memberId = await transact(async (tx) => {
    const id = await joinCommunity(tx, { communityId: stage.communityId, userId, reason: "free" });
    await changeRole(tx, { communityId: stage.communityId, memberId: id, role, actorId });
    return id;
  });
  return { userId, memberId, name: account.name, energy: 3 };
}

async function createDemoUser(stage: Stage, account: DemoAccount): Promise<string> {
  const { name, email } = account;
  const { locale, passwordHash } = stage.script;
  return transact((tx) => createUser(tx, { name, email, passwordHash, emailVerified: true, locale }));
}
