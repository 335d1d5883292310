import { z } from "zod";

/** Roles within a community, from most to least trusted. Paying is not a role. */
export const roles = ["owner", "admin", "moderator", "creator", "member", "guest"] as const;
export type Role = (typeof roles)[number];

/** True when `role` stands at or above `least` in {@link roles}. */
export function hasRole(role: Role, least: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(least);
}

/** The roles of whoever runs the community or writes for it: a visitor may know these people. */
export const teamRoles = ["owner", "admin", "moderator", "creator"] as const satisfies readonly Role[];

/** The roles somebody can be given. Ownership is handed over, not given. */
export const givenRoles = ["admin", "moderator", "creator", "member", "guest"] as const satisfies readonly Role[];

/** What a member pays at the moment, as managers see it. */
export const standings = ["paying", "late", "free"] as const;
export type Standing = (typeof standings)[number];

/** Joining and leaving ask for nothing: who and where stand in the session and the hidden community field. */
export const JoinFree = z.object({});
export const Leave = z.object({});

export const ChangeRole = z.object({
  member: z.uuid({ error: "invalid" }),
  role: z.enum(givenRoles, { error: "invalid" }),
});

/** What the address of the directory may ask for. Nonsense is ignored, never an error. */
export const DirectoryQuery = z.object({
  q: z
    .string()
    .max(80)
    .transform((text) => text.replaceAll(/\p{Cc}/gu, "").trim())
    .catch(""),
  role: z.enum(roles).optional().catch(undefined),
  pays: z.enum(standings).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
});
export type DirectoryQuery = z.output<typeof DirectoryQuery>;
