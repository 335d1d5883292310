import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { transact } from "@/db/client";
import { users } from "@/db/schema/identity";
import { makePerson } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeBenefit, makeCommunity, makeGrant, makeMember } from "@/e2e/support/talk-world";
import { loadActivity, loadActivityRows, loadActivityRowsFile } from "@/lib/analytics/loaders/activity";
import { loadContent, loadContentFile, loadContentRows, loadContentRowsFile } from "@/lib/analytics/loaders/content";
import { loadDefinitions } from "@/lib/analytics/loaders/definitions";
import { loadFunnel, loadFunnelFile, loadFunnelRows } from "@/lib/analytics/loaders/funnel";
import { loadGrowth, loadGrowthRows, loadGrowthRowsFile } from "@/lib/analytics/loaders/growth";
import { loadOverview } from "@/lib/analytics/loaders/overview";
import { loadRawExport } from "@/lib/analytics/loaders/raw-export";
import { loadRetention, loadRetentionRows, loadRetentionRowsFile } from "@/lib/analytics/loaders/retention";
import { loadRevenue, loadRevenueRows, loadRevenueRowsFile } from "@/lib/analytics/loaders/revenue";
import { loadSources, loadSourcesFile, loadSourcesRows } from "@/lib/analytics/loaders/sources";
import { loadExplanation, loadOwnAccess } from "@/lib/billing/loaders/access";
import { loadPaymentSettings } from "@/lib/billing/loaders/accounts";
import { loadComps, loadCoupons } from "@/lib/billing/loaders/coupons";
import { loadLedger } from "@/lib/billing/loaders/ledger";
import { loadDisputes, loadMoney, loadOrders, loadRefunds } from "@/lib/billing/loaders/money";
import { loadMoneyFile } from "@/lib/billing/loaders/money-files";
import { loadPayouts } from "@/lib/billing/loaders/payouts";
import { loadBenefits, loadNewProduct, loadPlansForOwner } from "@/lib/billing/loaders/products";
import { loadReceipts } from "@/lib/billing/loaders/receipts";
import { loadBilling } from "@/lib/billing/loaders/subscriptions";
import { loadSettings } from "@/lib/communities/loaders";
import { loadImport } from "@/lib/exchange/loaders";
import { loadOwnSurveys } from "@/lib/feedback/loaders/asked";
import { loadReasons } from "@/lib/feedback/loaders/reasons";
import { loadSurveys, requireSurveyManager } from "@/lib/feedback/loaders/surveys";
import { wordsFor } from "@/lib/i18n/words";
import { createSession } from "@/lib/identity/commands";
import { requirePerson } from "@/lib/identity/loaders";
import { sessionCookieName } from "@/lib/identity/session-cookie";
import { loadLeaving, loadManagedMembers } from "@/lib/members/loaders";
import { loadEndings, loadMorning } from "@/lib/morning/loaders";
import { loadNewOutreach } from "@/lib/outreach/loaders/outreach";
import { loadRisk, loadRiskFile } from "@/lib/outreach/loaders/risk";
import type { FormAction } from "@/lib/platform/form-state";
import { loadStudio, requireWriter } from "@/lib/posts/loaders";
import { loadNewSegment, loadSegments } from "@/lib/segments/loaders";
import { actionNames } from "@/scripts/architecture/conventions";
import { readSources } from "@/scripts/architecture/sources";
import { actionRegistry } from "./action";
import { actionTable, cellOf, routeTable, type ViewerKind, viewerKinds } from "./permission-table";

/** The browser's side of a request: what next/headers hands to our code. Nothing of ours is replaced. */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
    getAll: () => [...browser.cookies].map(([name, value]) => ({ name, value })),
    has: (name: string) => browser.cookies.has(name),
    set: () => undefined,
    delete: () => undefined,
  }),
  headers: async () => new Headers({ "accept-language": "en" }),
}));

const modules = {
  identity: () => import("@/lib/identity/actions"),
  communities: () => import("@/lib/communities/actions"),
  members: () => import("@/lib/members/actions"),
  checkout: () => import("@/lib/billing/actions/checkout"),
  products: () => import("@/lib/billing/actions/products"),
  benefits: () => import("@/lib/billing/actions/benefits"),
  subscriptions: () => import("@/lib/billing/actions/subscriptions"),
  coupons: () => import("@/lib/billing/actions/coupons"),
  gifts: () => import("@/lib/billing/actions/gifts"),
  comps: () => import("@/lib/billing/actions/comps"),
  refunds: () => import("@/lib/billing/actions/refunds"),
  accounts: () => import("@/lib/billing/actions/accounts"),
  sandboxCheckout: () => import("@/lib/billing/sandbox/actions/checkout"),
  sandboxPortal: () => import("@/lib/billing/sandbox/actions/portal"),
  sandboxClock: () => import("@/lib/billing/sandbox/actions/clock"),
  sandboxControl: () => import("@/lib/billing/sandbox/actions/control"),
  sandboxAccounts: () => import("@/lib/billing/sandbox/actions/accounts"),
  posts: () => import("@/lib/posts/actions"),
  comments: () => import("@/lib/comments/actions"),
  exchange: () => import("@/lib/exchange/actions"),
  surveys: () => import("@/lib/feedback/actions/surveys"),
  surveyAnswers: () => import("@/lib/feedback/actions/answers"),
  outreach: () => import("@/lib/outreach/actions"),
  segments: () => import("@/lib/segments/actions"),
  morning: () => import("@/lib/morning/actions"),
};

const slug = "guild";
const tokens = new Map<ViewerKind, string>();

async function signIn(kind: ViewerKind, userId: string) {
  const session = { userId, remember: false, userAgent: "test", address: "127.0.0.1" };
  tokens.set(kind, (await transact((tx) => createSession(tx, session))).token);
}

beforeAll(async () => {
  await freshDatabase();
  const community = await makeCommunity(slug);
  const plan = await makeBenefit(community.id);
  const elsewhere = await makeCommunity("elsewhere");
  const roleOf: Partial<Record<ViewerKind, "member" | "guest" | "creator" | "moderator" | "admin" | "owner">> = {
    free: "member",
    paying: "member",
    lapsed: "member",
    pastDue: "member",
    guest: "guest",
    creator: "creator",
    author: "creator",
    moderator: "moderator",
    admin: "admin",
    owner: "owner",
  };
  for (const kind of viewerKinds.slice(1)) {
    const userId = await makePerson(kind);
    const role = roleOf[kind];
    if (role) await makeMember(community.id, { role, userId });
    if (kind === "elsewhere") await makeMember(elsewhere.id, { role: "admin", userId });
    if (kind === "operator")
      await transact((tx) => tx.update(users).set({ isOperator: true }).where(eq(users.id, userId)));
    const endsAt = kind === "lapsed" ? new Date(Date.now() - 1000) : new Date(Date.now() + 3_600_000);
    const grant = { userId, benefitId: plan, startsAt: new Date(0), endsAt };
    if (["paying", "lapsed", "pastDue"].includes(kind)) await makeGrant(community.id, grant);
    await signIn(kind, userId);
  }
}, 240_000);

beforeEach(() => browser.cookies.clear());

function enter(kind: ViewerKind) {
  browser.cookies.clear();
  const token = tokens.get(kind);
  if (token) browser.cookies.set(sessionCookieName(), token);
}

const { t } = wordsFor("en");
const refusals = [t("errors.sign-in-first"), t("errors.not-allowed")];

class Undo extends Error {}

/** Sends the action a form with nothing but the community in it, looks at the answer, and undoes whatever it did. */
async function answers(action: FormAction, community = slug): Promise<string> {
  let message = "";
  const undone = transact(async () => {
    const form = new FormData();
    form.set("community", community);
    try {
      const state = await action({ status: "idle" }, form);
      message = state.message ?? state.status;
    } catch (error) {
      message = `redirect: ${(error as { digest?: string }).digest ?? String(error)}`;
    }
    throw new Undo();
  });
  await undone.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return message;
}

const named = actionNames(readSources(process.cwd()));
const exported: Record<string, FormAction> = {};

describe("every action, called by every kind of viewer", () => {
  beforeAll(async () => {
    for (const load of Object.values(modules)) Object.assign(exported, await load());
  });

  it("is in the table and the other way round", () => {
    expect(Object.keys(exported).toSorted()).toEqual(named.map(({ constant }) => constant).toSorted());
    expect([...actionRegistry.keys()].toSorted()).toEqual(Object.keys(actionTable).toSorted());
    expect(named.map(({ name }) => [name, actionRegistry.get(name)])).toEqual(
      named.map(({ name }) => [name, actionTable[name]?.right]),
    );
  });

  for (const [name, row] of Object.entries(actionTable)) {
    it(name, async () => {
      const action = exported[named.find((known) => known.name === name)?.constant ?? ""];
      if (!action) throw new Error(`${name} is not exported`);
      for (const kind of viewerKinds) {
        enter(kind);
        const message = await answers(action);
        const isRefused = refusals.includes(message);
        // Where anybody may ask, the handler itself may still ask a visitor to sign in first.
        if (row.right === "anyone") expect(message, kind).not.toBe(t("errors.not-allowed"));
        else expect([kind, isRefused, message]).toEqual([kind, !cellOf(row, kind), message]);
        expect(message, kind).not.toBe(t("errors.unexpected"));
      }
      if (["member", "creator", "moderator", "manager", "owner"].includes(row.right)) {
        enter("owner");
        expect(await answers(action, "no-such-community")).toBe(t("errors.gone"));
        expect(refusals).toContain(await answers(action, "elsewhere"));
      }
    });
  }
});

/** The functions that ask for a page's right and need nothing but the community; the others ask about an object too. */
const gates: Record<string, () => Promise<unknown>> = {
  requirePerson: () => requirePerson("/home"),
  loadBilling,
  loadOwnAccess,
  loadReceipts: () => loadReceipts(undefined),
  loadExplanation: () => loadExplanation(slug, {}),
  loadLeaving: () => loadLeaving(slug),
  loadStudio: () => loadStudio(slug),
  requireWriter: () => requireWriter(slug),
  loadImport: () => loadImport(slug, {}),
  loadMorning: () => loadMorning(slug),
  loadEndings: () => loadEndings(slug),
  loadSettings: () => loadSettings(slug),
  loadSegments: () => loadSegments(slug),
  loadNewSegment: () => loadNewSegment(slug, {}),
  loadOverview: () => loadOverview(slug, {}),
  loadGrowth: () => loadGrowth(slug, {}),
  loadGrowthRows: () => loadGrowthRows(slug, { figure: "joined" }),
  loadGrowthRowsFile: () => loadGrowthRowsFile(slug, { figure: "joined" }),
  loadRetention: () => loadRetention(slug, {}),
  loadRetentionRows: () => loadRetentionRows(slug, { figure: "kept" }),
  loadRetentionRowsFile: () => loadRetentionRowsFile(slug, { figure: "kept" }),
  loadActivity: () => loadActivity(slug, {}),
  loadActivityRows: () => loadActivityRows(slug, { figure: "interactions" }),
  loadActivityRowsFile: () => loadActivityRowsFile(slug, { figure: "interactions" }),
  loadContent: () => loadContent(slug, {}),
  loadContentFile: () => loadContentFile(slug, {}),
  loadContentRows: () => loadContentRows(slug, { figure: "joins" }),
  loadContentRowsFile: () => loadContentRowsFile(slug, { figure: "joins" }),
  loadRevenue: () => loadRevenue(slug, {}),
  loadRevenueRows: () => loadRevenueRows(slug, { figure: "mrr" }, wordsFor("en")),
  loadRevenueRowsFile: () => loadRevenueRowsFile(slug, { figure: "mrr" }, wordsFor("en")),
  loadDefinitions: () => loadDefinitions(slug, {}),
  loadRawExport: () => loadRawExport(slug, { what: "periods" }),
  loadFunnel: () => loadFunnel(slug, {}),
  loadFunnelRows: () => loadFunnelRows(slug, { figure: "joined" }),
  loadFunnelFile: () => loadFunnelFile(slug, { figure: "joined" }),
  loadSources: () => loadSources(slug, {}),
  loadSourcesRows: () => loadSourcesRows(slug, { figure: "joined", at: "search:google" }),
  loadSourcesFile: () => loadSourcesFile(slug, { figure: "joined" }),
  loadManagedMembers: () => loadManagedMembers(slug, {}),
  loadPlansForOwner: () => loadPlansForOwner(slug),
  loadNewProduct: () => loadNewProduct(slug, {}),
  loadBenefits: () => loadBenefits(slug),
  loadCoupons: () => loadCoupons(slug),
  loadComps: () => loadComps(slug),
  loadSurveys: () => loadSurveys(slug),
  requireSurveyManager: () => requireSurveyManager(slug),
  loadReasons: () => loadReasons(slug, {}),
  loadOwnSurveys: () => loadOwnSurveys(slug),
  loadMoney: () => loadMoney(slug, {}),
  loadOrders: () => loadOrders(slug, {}),
  loadRefunds: () => loadRefunds(slug, {}),
  loadDisputes: () => loadDisputes(slug, {}),
  loadPayouts: () => loadPayouts(slug, {}),
  loadLedger: () => loadLedger(slug, {}),
  loadMoneyFile: () => loadMoneyFile(slug, "payments", {}, wordsFor("en")),
  loadPaymentSettings: () => loadPaymentSettings(slug),
  loadRisk: () => loadRisk(slug, {}),
  loadRiskFile: () => loadRiskFile(slug, {}, wordsFor("en")),
  loadNewOutreach: () => loadNewOutreach(slug, {}),
};
const aboutAnObject = [
  "loadSurvey",
  "loadSurveyFile",
  "loadSurveyToAnswer",
  "loadProduct",
  "loadPayment",
  "loadCancellation",
  "loadReceipt",
  "loadOwnRefund",
  "loadPlanChange",
  "loadReturn",
  "loadEditor",
  "receiveUpload",
  "loadOutreach",
  "loadOutreachFile",
  "loadSegment",
  "loadSegmentFile",
];

describe("every closed page, opened by every kind of viewer", () => {
  const closed = Object.entries(routeTable).filter(([, { via }]) => via !== null);

  it("has a gate that is tried here, or one that asks about an object", () => {
    const known = [...Object.keys(gates), ...aboutAnObject];
    expect([...new Set(closed.map(([, { via }]) => via))].filter((via) => !known.includes(via!))).toEqual([]);
  });

  for (const [folder, row] of closed.filter(([, { via }]) => gates[via!])) {
    it(`${folder} by way of ${row.via}`, async () => {
      for (const kind of viewerKinds) {
        enter(kind);
        const outcome = await gates[row.via!]!().then(
          () => "opened",
          (error: { digest?: string }) =>
            /^NEXT_(REDIRECT|HTTP_ERROR_FALLBACK;404)/.exec(error.digest ?? "")?.[0] ?? String(error),
        );
        const refused = row.right === "person" ? "NEXT_REDIRECT" : "NEXT_HTTP_ERROR_FALLBACK;404";
        expect([kind, outcome]).toEqual([kind, cellOf(row, kind) ? "opened" : refused]);
      }
    });
  }
});
