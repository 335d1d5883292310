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

  "morning.choose-letter": row("manager", "                    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "members.join": row("anyone", "                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "members.leave": row("member", "                             -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "members.change-role": row("manager", "                      -    -    -     -    -    -    -     -    -    -     -    +    +    -"),

  "billing.checkout": row("anyone", "                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.change-plan": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.cancel": row("person", "                            -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.undo-cancel": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.refund-own": row("person", "                        -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.start-free-trial": row("person", "                  -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.drop-pending": row("person", "                      -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.pause": row("person", "                             -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.resume": row("person", "                            -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.buy-gift": row("anyone", "                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.redeem-gift": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.create-coupon": row("manager", "                    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.archive-coupon": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.give-comp": row("manager", "                        -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.end-comp": row("manager", "                         -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.change-card": row("person", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "billing.create-product": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.change-product": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.move-product": row("manager", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.restore-product": row("manager", "                  -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.set-benefits": row("manager", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.set-prices": row("manager", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.archive-plan": row("manager", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.set-term-price": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.withdraw-price": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.move-subscribers": row("manager", "                 -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.create-benefit": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.change-benefit": row("manager", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.offer-benefit": row("manager", "                    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.refund": row("manager", "                           -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.reconcile": row("manager", "                        -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "billing.set-terms": row("owner", "                          -    -    -     -    -    -    -     -    -    -     -    -    +    -"),
  "billing.connect-account": row("owner", "                    -    -    -     -    -    -    -     -    -    -     -    -    +    -"),
  "billing.disconnect-account": row("owner", "                 -    -    -     -    -    -    -     -    -    -     -    -    +    -"),

  // The sandbox's own pages know a checkout by its unguessable id, as Stripe's do; the clock exists in demos only.
  "sandbox.pay": row("anyone", "                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.change-card": row("anyone", "                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.move-clock": row("anyone", "                        +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.change-subscription": row("anyone", "               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.onboard": row("anyone", "                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.send-again": row("anyone", "                        +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.set-deliveries": row("anyone", "                    +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.set-fault": row("anyone", "                         +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.clear-faults": row("anyone", "                      +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox.decide-as-bank": row("anyone", "                    +    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "posts.start-talk": row("member", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "posts.write": row("member", "                               -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "posts.change-state": row("member", "                        -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "posts.pin": row("member", "                                 -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "comments.add": row("member", "                              -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "comments.edit": row("member", "                             -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "comments.delete": row("member", "                           -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "comments.accept": row("member", "                           -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "exchange.import": row("creator", "                          -    -    -     -    -    -    -     -    +    +     -    +    +    -"),

  "segments.compose": row("manager", "                         -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "segments.archive": row("manager", "                         -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "outreach.begin": row("manager", "                           -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "outreach.note-call": row("manager", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  // Whoever holds the link of a letter, signed in or not; the handler asks for it, or for a membership.
  "outreach.choose-letters": row("anyone", "                   +    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "reactions.upvote": row("member", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "feedback.create": row("manager", "                          -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "feedback.save": row("manager", "                            -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "feedback.publish": row("manager", "                         -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "feedback.archive": row("manager", "                         -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "feedback.answer": row("member", "                           -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "feedback.dismiss": row("member", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
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
  "(account)/me/access": route("person", "loadOwnAccess", "                                -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing": route("person", "loadBilling", "                                -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing/cancel/[subscription]": route("person", "loadCancellation", "     -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing/receipts/[payment]": route("person", "loadReceipt", "             -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing/receipts": route("person", "loadReceipts", "                       -    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "(account)/me/billing/refund/[payment]": route("person", "loadOwnRefund", "              -    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  "c/[community]": route("anyone", null, "                                                +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/feed.xml": route("anyone", null, "                                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/seen": route("anyone", null, "                                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
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
  "c/[community]/(commons)/gift": route("anyone", null, "                                  +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/gift/redeem": route("anyone", null, "                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  // The link of a letter opens it for whoever holds it: who signed in without one is asked for a membership.
  "c/[community]/(commons)/letters": route("anyone", null, "                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "c/[community]/(commons)/leave": route("member", "loadLeaving", "                       -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "c/[community]/(commons)/surveys": route("member", "loadOwnSurveys", "                  -    -    -     +    +    +    +     +    +    +     +    +    +    -"),
  "c/[community]/(commons)/surveys/[survey]": route("member", "loadSurveyToAnswer", "     -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "c/[community]/studio": route("creator", "loadStudio", "                                -    -    -     -    -    -    -     -    +    +     -    +    +    -"),
  "c/[community]/studio/new": route("creator", "requireWriter", "                         -    -    -     -    -    -    -     -    +    +     -    +    +    -"),
  "c/[community]/studio/[post]": route("member", "loadEditor", "                          -    -    -     +    +    +    +     +    +    +     +    +    +    -"),

  "c/[community]/studio/import": route("creator", "loadImport", "                         -    -    -     -    -    -    -     -    +    +     -    +    +    -"),
  "c/[community]/studio/import/upload": route("creator", "receiveUpload", "               -    -    -     -    -    -    -     -    +    +     -    +    +    -"),

  "c/[community]/manage": route("manager", "loadMorning", "                               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/endings": route("manager", "loadEndings", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/access": route("moderator", "loadExplanation", "                   -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics": route("manager", "loadOverview", "                    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/export": route("manager", "loadOverview", "             -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/at-risk": route("manager", "loadRisk", "                          -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/at-risk/export": route("manager", "loadRiskFile", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/at-risk/outreach/new": route("manager", "loadNewOutreach", "      -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/at-risk/outreach/[outreach]": route("manager", "loadOutreach", "  -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/at-risk/outreach/[outreach]/export": route("manager", "loadOutreachFile", "  -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/growth": route("moderator", "loadGrowth", "            -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/growth/export": route("moderator", "loadGrowth", "     -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/growth/rows": route("moderator", "loadGrowthRows", "   -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/growth/rows/export": route("manager", "loadGrowthRowsFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/retention": route("moderator", "loadRetention", "      -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/retention/export": route("moderator", "loadRetention", " -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/retention/rows": route("moderator", "loadRetentionRows", " -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/retention/rows/export": route("manager", "loadRetentionRowsFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/revenue": route("manager", "loadRevenue", "             -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/revenue/export": route("manager", "loadRevenue", "      -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/revenue/rows": route("manager", "loadRevenueRows", "    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/revenue/rows/export": route("manager", "loadRevenueRowsFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/definitions": route("moderator", "loadDefinitions", "    -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/export/raw": route("manager", "loadRawExport", "        -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/funnel": route("moderator", "loadFunnel", "              -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/funnel/export": route("moderator", "loadFunnel", "       -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/funnel/rows": route("moderator", "loadFunnelRows", "     -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/funnel/rows/export": route("manager", "loadFunnelFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/sources": route("moderator", "loadSources", "            -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/sources/export": route("moderator", "loadSources", "     -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/sources/rows": route("moderator", "loadSourcesRows", "   -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/sources/rows/export": route("manager", "loadSourcesFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/activity": route("moderator", "loadActivity", "          -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/activity/export": route("moderator", "loadActivity", "   -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/activity/rows": route("moderator", "loadActivityRows", " -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/activity/rows/export": route("manager", "loadActivityRowsFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/analytics/content": route("moderator", "loadContent", "            -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/content/export": route("moderator", "loadContentFile", " -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/content/rows": route("moderator", "loadContentRows", "   -    -    -     -    -    -    -     -    -    -     +    +    +    -"),
  "c/[community]/manage/analytics/content/rows/export": route("manager", "loadContentRowsFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/members": route("manager", "loadManagedMembers", "                -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/plans": route("manager", "loadPlansForOwner", "                   -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/plans/new": route("manager", "loadNewProduct", "                  -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/plans/[product]": route("manager", "loadProduct", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/plans/benefits": route("manager", "loadBenefits", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/coupons": route("manager", "loadCoupons", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/surveys": route("manager", "loadSurveys", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/surveys/new": route("manager", "requireSurveyManager", "          -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/surveys/[survey]": route("manager", "loadSurvey", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/surveys/[survey]/export": route("manager", "loadSurveyFile", "    -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/surveys/reasons": route("manager", "loadReasons", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/surveys/reasons/export": route("manager", "loadReasons", "        -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/comps": route("manager", "loadComps", "                           -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/orders": route("manager", "loadMoney", "                          -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/orders/checkouts": route("manager", "loadOrders", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/orders/[payment]": route("manager", "loadPayment", "              -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/orders/export": route("manager", "loadMoneyFile", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/refunds": route("manager", "loadRefunds", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/disputes": route("manager", "loadDisputes", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/payouts": route("manager", "loadPayouts", "                       -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/ledger": route("manager", "loadLedger", "                         -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/payments": route("manager", "loadPaymentSettings", "              -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/segments": route("manager", "loadSegments", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/segments/new": route("manager", "loadNewSegment", "               -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/segments/[segment]": route("manager", "loadSegment", "            -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/segments/[segment]/export": route("manager", "loadSegmentFile", " -    -    -     -    -    -    -     -    -    -     -    +    +    -"),
  "c/[community]/manage/settings": route("manager", "loadSettings", "                     -    -    -     -    -    -    -     -    -    -     -    +    +    -"),

  // Signs each request itself, or answers everybody alike.
  "api/auth/[...nextauth]": route("anyone", null, "                                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "api/files/[id]": route("anyone", null, "                                               +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  // Mail programs post here (RFC 8058): the signed token says for whom.
  "api/letters/stop": route("anyone", null, "                                             +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "api/health": route("anyone", null, "                                                   +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "api/stripe/webhook": route("anyone", null, "                                           +    +    +     +    +    +    +     +    +    +     +    +    +    +"),

  // Exist in demo directories, or while no real Stripe keys are set, only.
  "dev/mail": route("anyone", null, "                                                     +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "dev/mail/[mail]": route("anyone", null, "                                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/checkout/[id]": route("anyone", null, "                                        +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/clock": route("anyone", null, "                                                +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/connect/[link]": route("anyone", null, "                                       +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/control": route("anyone", null, "                                              +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
  "sandbox/portal/[id]": route("anyone", null, "                                          +    +    +     +    +    +    +     +    +    +     +    +    +    +"),
};

/** Whether a row's cell for a kind of viewer says yes. */
export function cellOf({ cells }: Pick<Row, "cells">, kind: ViewerKind): boolean {
  return cells[viewerKinds.indexOf(kind)] === "+";
}
