import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** A fresh nonce: 128 bits, as the CSP specification asks for at least. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * The content security policy of one response. Scripts run only with this response's nonce (Next puts it on its own
 * tags because the same policy is on the request). `formTargets` are origins a form may end at after a redirect, such as Stripe's
 * checkout: browsers apply form-action to redirects too. Development needs eval for source maps and its socket.
 */
export function contentSecurityPolicy(options: {
  nonce: string;
  dev: boolean;
  formTargets: readonly string[];
}): string {
  const { nonce, dev, formTargets } = options;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' https: data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Where our forms may lead outside: Stripe's pages always (its key may be set later), sign-in services when they are on. */
export function formTargets(settings: { STRIPE_API_BASE?: string; GITHUB_ID?: string; GOOGLE_ID?: string }): string[] {
  const targets = ["https://checkout.stripe.com", "https://billing.stripe.com"];
  if (settings.STRIPE_API_BASE) targets.push(new URL(settings.STRIPE_API_BASE).origin);
  if (settings.GITHUB_ID) targets.push("https://github.com");
  if (settings.GOOGLE_ID) targets.push("https://accounts.google.com");
  return targets;
}

/** Headers of every response, whatever it carries. */
export function staticSecurityHeaders(https: boolean): OutgoingHttpHeaders {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    ...(https ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
}

const ownedByServer =
  /^(x-nonce|x-request-id|x-middleware-|x-guildhall-|content-security-policy|x-invoke-|x-matched-path|x-now-route-matches|next-router-prefetch|next-router-segment-prefetch)/;

/**
 * Removes request headers that only this server (or the framework itself) may set. `x-middleware-subrequest` let
 * anyone skip middleware in 2025; the others would be believed by our own code. Our links never prefetch, and Next logs
 * a page of warnings for each prefetch of a dynamic page: anybody could have filled the log.
 */
export function stripOwnedHeaders(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) if (ownedByServer.test(name)) delete headers[name];
}
