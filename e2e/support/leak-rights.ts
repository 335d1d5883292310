import { demo } from "./people";

/** What each of them may see. Whatever is not named here is a leak; `open…` canaries are for nobody any more. */
export const membersOnly = ["members", "members-comment", "talk", "talk-comment", "question"];
const withPlan = [...membersOnly, "plan", "plan-comment", "plan-reply", "plan-and-single"];
const paid = [...withPlan, "purchase", "other-single"];
const drafts = ["draft", "scheduled", "archived"];
export const rights: Record<string, { email: string | null; sees: string[] }> = {
  visitor: { email: null, sees: [] },
  outsider: { email: "outside@story.example", sees: [] },
  "member of the other community": { email: demo.chinesePayer, sees: [] },
  "free member": { email: demo.freeMember, sees: membersOnly },
  "lapsed payer": { email: "lapsed@story.example", sees: membersOnly },
  "buyer of another tutorial": { email: "otherbuyer@story.example", sees: [...membersOnly, "other-single"] },
  payer: { email: demo.payer, sees: withPlan },
  buyer: { email: "buyer@story.example", sees: [...membersOnly, "purchase", "plan-and-single"] },
  author: { email: demo.creator, sees: [...paid, ...drafts] },
  moderator: { email: demo.moderator, sees: [...paid, "removed"] },
  owner: { email: demo.owner, sees: [...paid, ...drafts, "removed", "mail"] },
};
export const without = [
  "visitor",
  "outsider",
  "member of the other community",
  "free member",
  "lapsed payer",
  "buyer of another tutorial",
];
/** Public to everybody: the discussion in which comments were deleted and edited. */
export const open = new Set(["open"]);
