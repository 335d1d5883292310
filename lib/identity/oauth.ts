import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { transact } from "@/db/client";
import { requestLocale } from "@/lib/i18n/request";
import { isHttps, publicUrl } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { installationSecret } from "@/lib/platform/secret";
import { identityAdapter } from "./adapter";
import { endSession, rememberedMs } from "./commands";
import { oauthProviders, signInServices } from "./gateway";
import { requestAddress } from "./loaders";
import { findUserByAccount } from "./queries";
import { safeReturnPath } from "./schema";
import { sessionCookieName, sessionCookieOptions } from "./session-cookie";
import { newSessionToken } from "./token";

type Parameters = { params: Promise<{ nextauth: string[] }> };

const csrfCookieName = () => `${isHttps() ? "__Host-" : ""}next-auth.csrf-token`;

/**
 * Everything below /api/auth. next-auth does the protocol (state, PKCE, nonce, code exchange); around it stand our
 * rules: services without keys do not exist, garbage is answered with a sentence on the sign-in page and never with a
 * 5xx, and signing in always leaves exactly one new session in the browser.
 */
export async function answerAuth(request: NextRequest, context: Parameters): Promise<Response> {
  const [action = "", service = ""] = (await context.params).nextauth;
  // next-auth sends people with a problem to pages of its own; ours is the sign-in page.
  const shown = request.method === "GET" && (action === "error" || (action === "signin" && !service));
  if (shown) return backToSignIn(request.nextUrl.searchParams.get("error") ?? "");
  const known = signInServices().some(({ id }) => id === service);
  if (!allowed(request.method, action, service, known)) return new NextResponse(null, { status: 404 });
  if (request.method === "POST" && !fromOurPages(request)) return backToSignIn("service");
  // next-auth builds its addresses from this, never from the request's Host.
  process.env.NEXTAUTH_URL = publicUrl();
  try {
    const asked = action === "signin" ? await withCsrfToken(request) : request;
    const response: Response = await NextAuth(asked, context as never, await options(request, action));
    return response.status >= 500 ? backToSignIn("service") : response;
  } catch (error) {
    log.warn({ action, service, error: (error as Error).message }, "signing in with a service failed");
    return backToSignIn("service");
  }
}

function allowed(method: string, action: string, service: string, known: boolean): boolean {
  if (action === "signin") return method === "POST" && known;
  if (action === "callback") return method === "GET" && known;
  return method === "GET" && service === "" && ["session", "csrf", "providers"].includes(action);
}

/** A form on another site may not start a sign-in here, nor end one. */
function fromOurPages(request: NextRequest): boolean {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const host = request.headers.get("host");
  if (site) return site === "same-origin";
  return origin === new URL(publicUrl()).origin || (origin !== null && URL.parse(origin)?.host === host);
}

/**
 * next-auth protects its sign-in with a token that its own pages fetch with a script. Ours are plain forms, whose
 * origin was checked above: so the token and its cookie are made here, in the same step.
 */
async function withCsrfToken(request: NextRequest): Promise<NextRequest> {
  const form = await request.formData().catch(() => new FormData());
  const next = form.get("next");
  const token = randomBytes(32).toString("hex");
  const seal = createHash("sha256").update(`${token}${authSecret()}`).digest("hex");
  const options = { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isHttps() };
  (await cookies()).set(csrfCookieName(), `${token}|${seal}`, options);
  const path = safeReturnPath(typeof next === "string" ? next : "") || "/home";
  const body = new URLSearchParams({ csrfToken: token, callbackUrl: `${publicUrl()}${path}` });
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  headers.delete("content-length");
  return new NextRequest(request.url, { method: "POST", headers, body: body.toString() });
}

const authSecret = () => installationSecret("next-auth");

async function options(request: NextRequest, action: string): Promise<NextAuthOptions> {
  const adapter = identityAdapter({
    userAgent: request.headers.get("user-agent") ?? "",
    address: await requestAddress(),
    locale: await requestLocale(),
  });
  const before = (await cookies()).get(sessionCookieName())?.value;
  return {
    // Whoever is signed in while they come back from a service is not joined with that account: only a verified
    // address joins. Otherwise a prepared link could tie a stranger's GitHub to the account at the screen.
    adapter: action === "callback" ? { ...adapter, getSessionAndUser: async () => null } : adapter,
    providers: oauthProviders(),
    secret: authSecret(),
    session: { strategy: "database", maxAge: rememberedMs / 1000, generateSessionToken: newSessionToken },
    useSecureCookies: isHttps(),
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions(null) } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    callbacks: {
      async signIn({ user, account }) {
        if (!account) return false;
        const linked = await findUserByAccount(account.provider, account.providerAccountId);
        return linked || user.email ? true : "/sign-in?error=NoEmail";
      },
      session: ({ session, user }) => ({ ...session, user: { id: user.id, name: user.name } }),
      redirect: ({ url }) =>
        `${publicUrl()}${safeReturnPath(url.startsWith(publicUrl()) ? url.slice(publicUrl().length) : url) || "/home"}`,
    },
    events: {
      async signIn() {
        if (before) await transact((tx) => endSession(tx, before));
      },
    },
    logger: {
      error: (code) => log.warn({ code }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** `problem` is next-auth's code or ours; the sign-in page has a sentence for each and one for the rest. */
function backToSignIn(problem: string): Response {
  const location = /^[A-Za-z]{1,40}$/.test(problem) ? `/sign-in?error=${problem}` : "/sign-in";
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
