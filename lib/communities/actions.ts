"use server";
import { revalidatePath } from "next/cache";
import { type Tx, transact } from "@/db/client";
import { managerAction, personAction, publicAction } from "@/lib/access/action";
import { keepSession, openSession } from "@/lib/identity/browser-session";
import { createUser } from "@/lib/identity/commands";
import { canonicalEmail } from "@/lib/identity/email";
import { hashPassword } from "@/lib/identity/password";
import { hasNoUsers } from "@/lib/identity/queries";
import { SetUp } from "@/lib/identity/schema";
import { foundCommunity } from "@/lib/members/found-community";
import { hourMs } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { shortCode } from "@/lib/platform/ids";
import { isDemo } from "@/lib/platform/installation";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { addTopic, changeCommunity, moveTopic, renameTopic } from "./commands";
import { slugFor } from "./naming";
import { mayOpenCommunity } from "./policy";
import { findCommunityBySlug } from "./queries";
import { AddTopic, ChangeCommunity, MoveTopic, OpenCommunity, RenameTopic } from "./schema";

type Opening = ReturnType<typeof OpenCommunity.parse>;

/** Opens a community for whoever is signed in. */
export const openCommunityAction = personAction({
  name: "communities.open",
  schema: OpenCommunity,
  limits: { perPerson: [10, hourMs] },
  async handler({ input, person }) {
    if (!mayOpenCommunity(person)) throw new Refusal("confirm-first");
    const slug = input.slug ?? (await freeSlug(input.name));
    const descriptionHtml = await render(input);
    await transact((tx) => found(tx, { ...input, slug, descriptionHtml }, person.userId));
    return { redirectTo: `/c/${slug}/manage` };
  },
});

/** The first run of a real installation: the operator's account and the first community, both or neither. */
export const setUpAction = publicAction({
  name: "communities.setUp",
  schema: SetUp.and(OpenCommunity.omit({ name: true })),
  secret: ["password", "passwordAgain"],
  limits: { perAddress: [60, hourMs] },
  async handler({ input, words }) {
    if ((await isDemo()) || !(await hasNoUsers())) throw new Refusal("setup-done");
    const { name, email, communityName } = input;
    const slug = input.slug ?? (await freeSlug(communityName));
    const descriptionHtml = await render(input);
    const passwordHash = await hashPassword(input.password);
    const { session, userId } = await transact(async (tx) => {
      // Asked again inside: of two first people one comes second.
      if (!(await hasNoUsers())) throw new Refusal("setup-done");
      const account = { name, email, passwordHash, emailVerified: true, locale: words.locale, isOperator: true };
      const userId = await createUser(tx, account);
      await found(tx, { ...input, name: communityName, slug, descriptionHtml }, userId);
      return { session: await openSession(tx, userId, true), userId };
    });
    await keepSession(session, { emailCanonical: canonicalEmail(email) ?? userId, locale: words.locale });
    return { redirectTo: `/c/${slug}/manage` };
  },
});

/** Settings of a community, for its owner and admins. */
export const changeCommunityAction = managerAction({
  name: "communities.change",
  schema: ChangeCommunity,
  limits: { perPerson: [60, hourMs] },
  async handler({ input, viewer, community, words }) {
    const { description: descriptionMarkdown, ...face } = input;
    const descriptionHtml = await render(input);
    const change = { ...face, descriptionMarkdown, descriptionHtml };
    await transact((tx) =>
      changeCommunity(tx, { ...change, communityId: community.id, actorId: viewer.membership.memberId }),
    );
    if (input.slug !== community.slug) return { redirectTo: `/c/${input.slug}/manage/settings` };
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("common.state.saved") };
  },
});

export const addTopicAction = managerAction({
  name: "communities.addTopic",
  schema: AddTopic,
  limits: { perPerson: [120, hourMs] },
  async handler({ input, viewer, community, words }) {
    await transact((tx) => addTopic(tx, { ...input, communityId: community.id, actorId: viewer.membership.memberId }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("communities.settings.topicAdded") };
  },
});

export const renameTopicAction = managerAction({
  name: "communities.renameTopic",
  schema: RenameTopic,
  async handler({ input: { topic: topicId, name }, viewer, community, words }) {
    const change = { topicId, name, communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => renameTopic(tx, change));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("communities.settings.topicRenamed") };
  },
});

export const moveTopicAction = managerAction({
  name: "communities.moveTopic",
  schema: MoveTopic,
  async handler({ input: { topic: topicId, direction }, viewer, community, words }) {
    const change = { topicId, direction, communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => moveTopic(tx, change));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("communities.settings.topicMoved") };
  },
});

async function render({ description, locale }: Pick<Opening, "description" | "locale">): Promise<string> {
  const { bodyHtml } = await renderMarkdown(description, { paid: false, lang: locale });
  return bodyHtml;
}

/** An address nobody has, from a name. */
async function freeSlug(name: string): Promise<string> {
  const slug = slugFor(name);
  if (!slug) return `c-${shortCode(6)}`;
  return (await findCommunityBySlug(slug)) ? `${slug.slice(0, 34)}-${shortCode(5)}` : slug;
}

async function found(tx: Tx, input: Opening & { slug: string; descriptionHtml: string }, userId: string) {
  const { name, slug, glyph, promise, description, descriptionHtml, locale, zone, currency } = input;
  const face = { name, slug, glyph, promise, descriptionHtml, locale, zone, currency };
  await foundCommunity(tx, { ...face, descriptionMarkdown: description, createdBy: userId });
}
