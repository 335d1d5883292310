"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction, visitorAction } from "@/lib/access/action";
import { createCoupon } from "@/lib/billing/commands/coupons";
import { findCouponById } from "@/lib/billing/queries/coupons";
import { hourMs, minuteMs, now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { listCandidates } from "./candidates";
import { beginOutreach, chooseLetters, noteCall } from "./commands/outreach";
import { memberOfToken } from "./letter-token";
import { isOffer, newOffer, typedPercent } from "./offer";
import { findLetterWish } from "./queries/letters";
import { BeginOutreach, ChooseLetters, ChosenQuery, NoteCall, riskFilterKeys } from "./schema";

export const beginOutreachAction = managerAction({
  name: "outreach.begin",
  schema: BeginOutreach,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, viewer, community, form }) => {
    const { kind, name, subject, message } = input;
    const at = now();
    if (kind !== "call" && subject === "") throw new Refusal("required", { field: "subject" });
    if (kind !== "call" && message === "") throw new Refusal("required", { field: "message" });
    const offer = kind === "offer" ? await chosenOffer(community.id, input, at) : null;
    const candidates = await listCandidates(community, ChosenQuery.parse(chosenIn(form)), at);
    const by = { communityId: community.id, actorId: viewer.membership.memberId };
    const begun = await transact(async (tx) => {
      const couponId = offer && "id" in offer ? offer.id : offer && (await createCoupon(tx, { ...offer, ...by }));
      return beginOutreach(tx, { ...by, kind, name, subject, message, couponId, candidates });
    });
    revalidatePath(`/c/${community.slug}/manage/at-risk`);
    return { redirectTo: `/c/${community.slug}/manage/at-risk/outreach/${begun.id}` };
  },
});

/** Whom the form is about: hidden fields, the same as the address of its page. */
function chosenIn(form: FormData) {
  const filters = Object.fromEntries([...riskFilterKeys, "all"].map((key) => [key, form.get(key) ?? undefined]));
  return { ...filters, member: form.getAll("member") };
}

/** The coupon that stands in the letter: a running one that nobody can use twice, or the terms of a new one. */
async function chosenOffer(communityId: string, { coupon, percent }: { coupon: string; percent: string }, at: Date) {
  if (coupon === "") return newOffer(typedPercent(percent), at);
  const known = await findCouponById(communityId, coupon);
  if (!known || !isOffer(known, at)) throw new Refusal("outreach-coupon", { field: "coupon" });
  return { id: known.id };
}

export const noteCallAction = managerAction({
  name: "outreach.note-call",
  schema: NoteCall,
  limits: { perPerson: [600, hourMs] },
  handler: async ({ input, viewer, community, words }) => {
    const call = {
      communityId: community.id,
      outreachId: input.outreach,
      memberId: input.member,
      actorId: viewer.membership.memberId,
      note: input.note,
      done: input.done === "yes",
    };
    await transact((tx) => noteCall(tx, call));
    revalidatePath(`/c/${community.slug}/manage/at-risk/outreach/${input.outreach}`);
    return { message: words.t("outreach.call.kept"), keepTyped: true };
  },
});

/** Stops or allows letters: for whoever holds a letter's link, or is signed in as a member. */
export const chooseLettersAction = visitorAction({
  name: "outreach.choose-letters",
  schema: ChooseLetters,
  limits: { perAddress: [60, minuteMs] },
  handler: async ({ input, viewer, community, words }) => {
    const wanted = input.wanted === "yes";
    const memberId = input.token ? memberOfToken(community.id, input.token) : (viewer.membership?.memberId ?? null);
    if (!memberId || !(await findLetterWish(community.id, memberId))) throw new NotFound();
    await transact((tx) => chooseLetters(tx, { communityId: community.id, memberId, wanted }));
    revalidatePath(`/c/${community.slug}/letters`);
    return { message: words.t(wanted ? "outreach.letters.allowed" : "outreach.letters.stopped") };
  },
});
