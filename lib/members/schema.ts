/** Roles within a community, from most to least trusted. Paying is not a role. */
export const roles = ["owner", "admin", "moderator", "creator", "member", "guest"] as const;
export type Role = (typeof roles)[number];

/** True when `role` stands at or above `least` in {@link roles}. */
export function hasRole(role: Role, least: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(least);
}
