import "server-only";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { findCommunityBySlug } from "@/lib/communities/queries";
import type { Community } from "@/lib/communities/types";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";
import { currentPerson, requestAddress } from "@/lib/identity/loaders";
import { publicUrl } from "@/lib/platform/env";
import { NotFound, Refusal } from "@/lib/platform/errors";
import type { FormAction, FormState } from "@/lib/platform/form-state";
import { log } from "@/lib/platform/log";
import { spendLimits } from "@/lib/platform/rate-limit";
import { currentViewer } from "./loaders";
import { hasRight, type Right } from "./permissions";
import type { Viewer } from "./types";

/** How often: `perPerson` counts by account (by address when signed out), `perAddress` by address (IPv6 by /64). */
export interface ActionLimits {
  perPerson?: [count: number, windowMs: number];
  perAddress?: [count: number, windowMs: number];
}

interface ActionOptions<Schema extends z.ZodType, Context> {
  /** Domain and verb, such as `comments.add`: the row in the permission table. */
  name: string;
  schema: Schema;
  limits?: ActionLimits;
  /** Fields that are never sent back to the browser when the form is refused. */
  secret?: string[];
  handler: (
    context: { input: z.output<Schema>; words: Words; address: string; form: FormData } & Context,
  ) => Promise<HandlerResult>;
}

/** What a handler may say: nothing, a message with what it made, or where to go next. */
export type HandlerResult =
  | undefined
  | {
      message?: string;
      made?: Record<string, string>;
      redirectTo?: string;
      /** True when the form stays open with what was typed: browsers and React empty it otherwise. */
      keepTyped?: boolean;
    };

interface CommunityContext {
  viewer: Viewer;
  community: Community;
}
type MemberContext = CommunityContext & {
  viewer: Viewer & { membership: NonNullable<Viewer["membership"]>; person: NonNullable<Viewer["person"]> };
};
type PersonContext = { person: NonNullable<Viewer["person"]> };

/** Every action that was made, with the right it asks for. The permission-table test reads it. */
export const actionRegistry = new Map<string, Right>();

/** For anybody, outside of a community (sign-up, password reset). */
export const publicAction = <S extends z.ZodType>(options: ActionOptions<S, object>) =>
  makeAction(options, "anyone", async () => ({}));

/** For whoever is signed in, outside of a community (profile, sessions). */
export const personAction = <S extends z.ZodType>(options: ActionOptions<S, PersonContext>) =>
  makeAction(options, "person", async () => ({ person: await requirePerson() }));

/** For anybody within a community: joining, checkout. The handler decides what a visitor may do. */
export const visitorAction = <S extends z.ZodType>(options: ActionOptions<S, CommunityContext>) =>
  makeAction(options, "anyone", (form) => communityContext(form, "anyone"));

/** For whoever is signed in, within a community, member or not. */
export const personInCommunityAction = <S extends z.ZodType>(
  options: ActionOptions<S, CommunityContext & { viewer: Viewer & { person: NonNullable<Viewer["person"]> } }>,
) =>
  makeAction(options, "person", async (form) => {
    const person = await requirePerson();
    const context = await communityContext(form, "person");
    return { ...context, viewer: { ...context.viewer, person } };
  });

export const memberAction = <S extends z.ZodType>(options: ActionOptions<S, MemberContext>) =>
  makeAction(options, "member", (form) => memberContext(form, "member"));
export const creatorAction = <S extends z.ZodType>(options: ActionOptions<S, MemberContext>) =>
  makeAction(options, "creator", (form) => memberContext(form, "creator"));
export const managerAction = <S extends z.ZodType>(options: ActionOptions<S, MemberContext>) =>
  makeAction(options, "manager", (form) => memberContext(form, "manager"));
export const ownerAction = <S extends z.ZodType>(options: ActionOptions<S, MemberContext>) =>
  makeAction(options, "owner", (form) => memberContext(form, "owner"));

/**
 * An action is a public endpoint: anybody can call it with anything. So, in this order: who is asking and may they at
 * all, how often, is the input what the schema says; only then the handler. Whatever it throws becomes a sentence.
 */
function makeAction<S extends z.ZodType, Context extends object>(
  options: ActionOptions<S, Context>,
  right: Right,
  authorise: (form: FormData) => Promise<Context>,
): FormAction {
  actionRegistry.set(options.name, right);
  const run = async (form: FormData): Promise<FormState & { redirectTo?: string }> => {
    const words = await requestWords();
    if (!(form instanceof FormData)) return { status: "refused", message: words.t("errors.invalid") };
    let result: HandlerResult;
    try {
      const context = await authorise(form);
      const address = await requestAddress();
      await spendActionLimits(options, address);
      const submission = parseWithZod(form, { schema: options.schema });
      if (submission.status !== "success") return refusedFields(submission.error, form, options, words);
      result = await options.handler({ ...context, input: submission.value, words, address, form });
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof Refusal) return refused(error, form, options, words);
      log.error({ action: options.name, error: error instanceof Error ? error.stack : String(error) }, "action failed");
      return { status: "refused", message: words.t("errors.unexpected"), values: typed(form, options.secret) };
    }
    const values = result?.keepTyped ? typed(form, options.secret) : undefined;
    return { status: "done", message: result?.message, made: result?.made, values, redirectTo: result?.redirectTo };
  };
  const action: FormAction = async (_state, form) => {
    const { redirectTo, ...state } = await run(form);
    if (redirectTo) redirect(redirectTo);
    return state;
  };
  runs.set(action, run);
  return action;
}

const runs = new WeakMap<FormAction, (form: FormData) => Promise<FormState & { redirectTo?: string }>>();

/**
 * The same action at an address of its own, for plain forms in static HTML, which React knows nothing of: switches,
 * sign-out. Answers 303 to where the handler leads, else back to the page the form stood on. What it refuses changes
 * nothing; there is no place for a sentence.
 */
export function formRoute(action: FormAction): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isFromOurPages(request)) return new Response(null, { status: 403 });
    const form = await request.formData().catch(() => new FormData());
    const { redirectTo } = await runs.get(action)!(form);
    return new Response(null, { status: 303, headers: { location: redirectTo ?? pageBefore(request) } });
  };
}

/** True when a posted form came from a page of ours: what a server action checks by itself. */
export function isFromOurPages(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = URL.parse(request.headers.get("origin") ?? "");
  return (
    origin !== null && (origin.origin === new URL(publicUrl()).origin || origin.host === request.headers.get("host"))
  );
}

/** Path and query of the page a form was sent from. The host is left out: it may not lead anywhere else. */
function pageBefore(request: Request): string {
  const from = URL.parse(request.headers.get("referer") ?? "");
  return from ? `/${from.pathname.replace(/^\/+/, "")}${from.search}` : "/";
}

async function requirePerson(): Promise<NonNullable<Viewer["person"]>> {
  const person = await currentPerson();
  if (!person) throw new Refusal("sign-in-first");
  return person;
}

/** The form's hidden `community` field names the tenant; everything the handler touches is looked up inside it. */
async function communityContext(form: FormData, right: Right): Promise<CommunityContext> {
  const slug = form.get("community");
  const community = typeof slug === "string" ? await findCommunityBySlug(slug) : null;
  if (!community) throw new NotFound();
  const viewer = await currentViewer(community.id);
  if (!hasRight(viewer, right)) throw new Refusal(viewer.person ? "not-allowed" : "sign-in-first");
  return { community, viewer };
}

async function memberContext(form: FormData, right: Right): Promise<MemberContext> {
  return (await communityContext(form, right)) as MemberContext;
}

async function spendActionLimits<S extends z.ZodType, C>({ name, limits }: ActionOptions<S, C>, address: string) {
  if (!limits) return;
  const person = await currentPerson();
  const wanted = [];
  if (limits.perPerson) {
    const [count, windowMs] = limits.perPerson;
    wanted.push({ key: `${name}:${person?.userId ?? address}`, count, windowMs });
  }
  if (limits.perAddress) {
    const [count, windowMs] = limits.perAddress;
    wanted.push({ key: `${name}@${address}`, count, windowMs });
  }
  await spendLimits(wanted);
}

/** A message code becomes its sentence; a code without one (zod's own English) becomes the general sentence. */
function sentence(words: Words, code: string, values?: Record<string, string | number>): string {
  const key = `errors.${code}` as "errors.invalid";
  return words.t.has(key) ? words.t(key, values) : words.t("errors.invalid");
}

function refused(error: Refusal, form: FormData, options: { secret?: string[] }, words: Words): FormState {
  const text = sentence(words, error.code, error.options.values);
  const { field } = error.options;
  const values = typed(form, options.secret);
  return field
    ? { status: "refused", fields: { [field]: text }, values }
    : { status: "refused", message: text, values };
}

function refusedFields(
  errors: Record<string, string[] | null> | null,
  form: FormData,
  options: { secret?: string[] },
  words: Words,
): FormState {
  const fields: Record<string, string> = {};
  for (const [field, codes] of Object.entries(errors ?? {})) {
    if (codes?.[0]) fields[field] = sentence(words, codes[0]);
  }
  const message = fields[""] ?? words.t("errors.check-fields");
  delete fields[""];
  return { status: "refused", message, fields, values: typed(form, options.secret) };
}

const echoMaxLength = 200_000;

function typed(form: FormData, secret: string[] = []): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || name.startsWith("$") || secret.includes(name)) continue;
    if (value.length <= echoMaxLength) values[name] = value;
  }
  return values;
}
