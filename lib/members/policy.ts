import type { Role } from "./schema";

/**
 * Who may give whom which role: the owner everything but ownership itself, an admin the roles below their own to
 * people below their own. Nobody changes their own role.
 */
export function mayChangeRole(
  actor: { memberId: string; role: Role },
  target: { memberId: string; role: Role },
  to: Role,
): boolean {
  if (actor.memberId === target.memberId || to === "owner" || target.role === "owner") return false;
  if (actor.role === "owner") return true;
  return actor.role === "admin" && target.role !== "admin" && to !== "admin";
}
