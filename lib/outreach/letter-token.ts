import { createHmac, timingSafeEqual } from "node:crypto";
import { installationSecret } from "@/lib/platform/secret";

/**
 * What the link at the foot of a letter carries: the member, signed for this community. It says nothing but whether
 * letters are wanted, so it does not run out: a letter can be old when somebody has had enough.
 */
export function letterToken(communityId: string, memberId: string): string {
  return `${memberId}.${signature(communityId, memberId)}`;
}

/** The member of a token of this community, or null for anything that we did not sign. */
export function memberOfToken(communityId: string, token: string): string | null {
  const [memberId = "", signed = ""] = token.split(".");
  const expected = Buffer.from(signature(communityId, memberId));
  const given = Buffer.from(signed);
  return given.length === expected.length && timingSafeEqual(given, expected) ? memberId : null;
}

function signature(communityId: string, memberId: string): string {
  return createHmac("sha256", installationSecret("outreach.letters"))
    .update(`${communityId} ${memberId}`)
    .digest("hex")
    .slice(0, 40);
}
