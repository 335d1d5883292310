import { isIP } from "node:net";

/**
 * The client's address, for rate limits and the journal of sessions. `X-Forwarded-For` is a claim: anybody can send
 * one. Each trusted proxy appends the address it saw, so with n of them the n-th entry from the right is the last one
 * that was not written by the client. With none trusted only the connection itself counts.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const connection = plainAddress(peer ?? "") ?? "0.0.0.0";
  if (trustedProxies === 0 || !forwardedFor) return connection;
  const claims = forwardedFor.split(",");
  for (let hops = Math.min(trustedProxies, claims.length); hops >= 1; hops--) {
    const address = plainAddress(claims[claims.length - hops]!);
    if (address) return address;
  }
  return connection;
}

/** Without port, brackets, zone and the IPv4-in-IPv6 prefix; null when it is no address. */
function plainAddress(text: string): string | null {
  let address = text.trim();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address);
  if (bracketed) address = bracketed[1]!;
  else if (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(address)) address = address.slice(0, address.indexOf(":"));
  address = address.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(address) ? address : null;
}
