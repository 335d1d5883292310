import type { Right } from "./permissions";

/**
 * Who may do what, every cell written out: `+` may ask, `-` is refused before anything is read. What an action
 * additionally asks about its object (own comment, readable post, plan on sale) is in that domain's policy.
 * permission-table.test.ts holds it against the rights, permission-table.db.test.ts against the running actions and
 * pages; an action or a route without a row fails both.
 */
export const viewerKinds = [
  "anonymous",
  "stranger", // signed in, member of nothing
  "elsewhere", // owner of another community
  "free",
  "paying",
  "lapsed",
  "pastDue", // charge failed, grace still runs
  "guest",
  "creator",
  "author", // the creator who wrote the thing at hand
  "moderator",
  "admin",
  "owner",
  "operator", // runs the installation, member of nothing
] as const;
export type ViewerKind = (typeof viewerKinds)[number];

interface Row {
  right: Right;
  /** One cell per viewer kind, in the order above. */
  cells: string;
}

const row = (right: Right, cells: string): Row => ({ right, cells: cells.replaceAll(" ", "") });

// biome-ignore format: one row is one line, so that the columns can be read
export const actionTable: Readonly<Record<string, Row>> = {
  //                                                           anon stra else  free payi laps past  gues crea auth  mode admi owne oper
  "identity.signUp": row("anyone", "                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.signIn": row("anyone", "                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.signOut": row("anyone", "                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.requestLink": row("anyone", "                      +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.requestReset": row("anyone", "                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.redeemLink": row("anyone", "                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.resetPassword": row("anyone", "                    +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.confirmEmail": row("anyone", "                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.chooseLocale": row("anyone", "                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.chooseTheme": row("anyone", "                      +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.enterAs": row("anyone", "                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.resendConfirmation": row("person", "               -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.changeProfile": row("person", "                    -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.changePassword": row("person", "                   -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.revokeSession": row("person", "                    -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "identity.signOutEverywhere": row("person", "                -    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "communities.setUp": row("anyone", "                         +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "communities.open": row("person", "                          -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "communities.change": row("manager", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "communities.addTopic": row("manager", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "communities.renameTopic": row("manager", "                  -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "communities.moveTopic": row("manager", "                    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),

  "members.join": row("anyone", "                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "members.leave": row("member", "                             -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "members.change-role": row("manager", "                      -    -    -     -    -    -    -     -    -    -     -    +    +    -"),

  "billing.checkout": row("anyone", "                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.change-plan": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.cancel": row("person", "                            -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.undo-cancel": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.change-card": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.create-plan": row("manager", "                      -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.set-prices": row("manager", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.archive-plan": row("manager", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),

  // The sandbox's own pages know a checkout by its unguessable id, as Stripe's do; the clock exists in demos only.
  "sandbox.pay": row("anyone", "                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.change-card": row("anyone", "                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.move-clock": row("anyone", "                        +    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "posts.start-talk": row("member", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "posts.write": row("member", "                               -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "posts.change-state": row("member", "                        -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "posts.pin": row("member", "                                 -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "comments.add": row("member", "                              -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "comments.edit": row("member", "                             -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "comments.delete": row("member", "                           -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "comments.accept": row("member", "                           -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "exchange.import": row("creator", "                          -    -    -     -    -    -    -     -    +    +     -    +    +    -"),

  "reactions.upvote": row("member", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
};

interface RouteRow extends Row {
  /** The function that asks for the right before anything is read; null where anybody may look. */
  via: string | null;
}

const route = (right: Right, via: string | null, cells: string): RouteRow => ({ ...row(right, cells), via });

/** Pages and handlers by their folder below app/. Posts, members and files additionally ask about their object. */
// biome-ignore format: one row is one line, so that the columns can be read
export const routeTable: Readonly<Record<string, RouteRow>> = {
  //                                                                                      anon stra else  free payi laps past  gues crea auth  mode admi owne oper
  "preferences/theme": route("anyone", null, "                                            +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "preferences/language": route("anyone", null, "                                         +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sign-out": route("anyone", null, "                                                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)": route("anyone", null, "                                                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/check-mail": route("anyone", null, "                                            +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/confirm": route("anyone", null, "                                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/explore": route("anyone", null, "                                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/forgot": route("anyone", null, "                                                +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/home": route("person", "requirePerson", "                                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/magic": route("anyone", null, "                                                 +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/open": route("person", "requirePerson", "                                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/reset": route("anyone", null, "                                                 +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/setup": route("anyone", null, "                                                 +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/sign-in": route("anyone", null, "                                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(site)/sign-up": route("anyone", null, "                                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "(account)/me": route("person", "requirePerson", "                                      -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/security": route("person", "requirePerson", "                             -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing": route("person", "loadBilling", "                                -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing/cancel/[subscription]": route("person", "loadCancellation", "     -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing/receipts/[payment]": route("person", "loadReceipt", "             -    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "c/[community]": route("anyone", null, "                                                +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/feed.xml": route("anyone", null, "                                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/feed": route("anyone", null, "                                 +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/tutorials": route("anyone", null, "                            +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/questions": route("anyone", null, "                            +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/search": route("anyone", null, "                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/posts/[slug]": route("anyone", null, "                         +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/members": route("anyone", null, "                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/members/[handle]": route("anyone", null, "                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/new": route("anyone", null, "                                  +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/join": route("anyone", null, "                                 +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/join/change": route("person", "loadPlanChange", "              -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/join/return": route("person", "loadReturn", "                  -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/leave": route("member", "loadLeaving", "                       -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "c/[community]/studio": route("creator", "loadStudio", "                                -    -    -     -    -    -    -     -    +    +     -    +    +    -"),
  "c/[community]/studio/new": route("creator", "requireWriter", "                         -    -    -     -    -    -    -     -    +    +     -    +    +    -"),
  "c/[community]/studio/[post]": route("member", "loadEditor", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "c/[community]/studio/import": route("creator", "loadImport", "                         -    -    -     -    -    -    -     -    +    +     -    +    +    -"),
  "c/[community]/studio/import/upload": route("creator", "receiveUpload", "               -    -    -     -    -    -    -     -    +    +     -    +    +    -"),

  "c/[community]/manage": route("manager", "loadManage", "                                -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics": route("manager", "loadGrowth", "                      -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/export": route("manager", "loadGrowth", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/members": route("manager", "loadManagedMembers", "                -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/plans": route("manager", "loadPlansForOwner", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/settings": route("manager", "loadSettings", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),

  // Signs each request itself, or answers everybody alike.
  "api/auth/[...nextauth]": route("anyone", null, "                                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "api/files/[id]": route("anyone", null, "                                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "api/health": route("anyone", null, "                                                   +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "api/stripe/webhook": route("anyone", null, "                                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  // Exist in demo directories, or while no real Stripe keys are set, only.
  "dev/mail": route("anyone", null, "                                                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "dev/mail/[mail]": route("anyone", null, "                                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/checkout/[id]": route("anyone", null, "                                        +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/clock": route("anyone", null, "                                                +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/portal/[id]": route("anyone", null, "                                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
};

/** Whether a row's cell for a kind of viewer says yes. */
export function cellOf({ cells }: Pick<Row, "cells">, kind: ViewerKind): boolean {
  return cells[viewerKinds.indexOf(kind)] === "+";
}
