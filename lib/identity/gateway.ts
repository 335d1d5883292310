import type { OAuthConfig } from "next-auth/providers/oauth";
import { secondMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";

export interface SignInService {
  id: "github" | "google";
  name: string;
}

/** The services to sign in with whose keys are set. None is a normal answer: then there are no buttons. */
export function signInServices(): SignInService[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = env();
  return [
    ...(GITHUB_ID && GITHUB_SECRET ? [{ id: "github", name: "GitHub" } as const] : []),
    ...(GOOGLE_ID && GOOGLE_SECRET ? [{ id: "google", name: "Google" } as const] : []),
  ];
}

/** What the two services tell about a person, as far as we use it. `verifiedEmail` is null unless they vouch for it. */
export interface ServiceProfile {
  id: string;
  name: string;
  verifiedEmail: string | null;
}

/** The services as next-auth wants them. Account and e-mail are joined by verified addresses only. */
export function oauthProviders(): OAuthConfig<Record<string, unknown>>[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = env();
  const providers: OAuthConfig<Record<string, unknown>>[] = [];
  if (GITHUB_ID && GITHUB_SECRET) providers.push(github(GITHUB_ID, GITHUB_SECRET));
  if (GOOGLE_ID && GOOGLE_SECRET) providers.push(google(GOOGLE_ID, GOOGLE_SECRET));
  return providers;
}

/**
 * next-auth's own GitHub provider takes the profile's public address or the first of the list, verified or not: whoever
 * enters your address at GitHub would get your account here. So this one asks for the list and takes verified ones.
 */
function github(clientId: string, clientSecret: string): OAuthConfig<Record<string, unknown>> {
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId,
    clientSecret,
    issuer: "https://github.com/login/oauth",
    authorization: { url: "https://github.com/login/oauth/authorize", params: { scope: "read:user user:email" } },
    token: "https://github.com/login/oauth/access_token",
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const profile = await client.userinfo(tokens.access_token ?? "");
        const emails = await fetch("https://api.github.com/user/emails", {
          headers: { authorization: `Bearer ${tokens.access_token}`, "user-agent": "guildhall" },
          signal: AbortSignal.timeout(10 * secondMs),
        });
        return { ...profile, emails: emails.ok ? await emails.json() : [] };
      },
    },
    checks: ["state"],
    profile: (profile) => toUser(githubProfile(profile)),
    allowDangerousEmailAccountLinking: true,
  };
}

function google(clientId: string, clientSecret: string): OAuthConfig<Record<string, unknown>> {
  return {
    id: "google",
    name: "Google",
    type: "oauth",
    clientId,
    clientSecret,
    wellKnown: "https://accounts.google.com/.well-known/openid-configuration",
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: (profile) => toUser(googleProfile(profile)),
    allowDangerousEmailAccountLinking: true,
  };
}

/** The primary verified address, else any verified one. */
export function githubProfile(profile: Record<string, unknown>): ServiceProfile {
  const emails = Array.isArray(profile.emails) ? (profile.emails as Record<string, unknown>[]) : [];
  const verified = emails.filter((entry) => entry.verified === true && typeof entry.email === "string");
  const best = verified.find((entry) => entry.primary === true) ?? verified[0];
  return {
    id: String(profile.id),
    name: String(profile.name || profile.login || ""),
    verifiedEmail: best ? String(best.email) : null,
  };
}

export function googleProfile(profile: Record<string, unknown>): ServiceProfile {
  const vouched = profile.email_verified === true && typeof profile.email === "string";
  return {
    id: String(profile.sub),
    name: String(profile.name ?? ""),
    verifiedEmail: vouched ? String(profile.email) : null,
  };
}

/** An address nobody vouches for is left out, so that nothing behind this line can link by it. */
function toUser({ id, name, verifiedEmail }: ServiceProfile) {
  return { id, name, email: verifiedEmail ?? "" };
}
