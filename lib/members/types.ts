import type { Role, Standing } from "./schema";

/** Somebody in a list of members. */
export interface MemberRow {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  bio: string;
  role: Role;
  joinedAt: Date;
}

/** A row as whoever runs the community sees it. */
export interface ManagedMember extends MemberRow {
  /** `paying` while a subscription of theirs is live, `late` when its last charge failed. Says nothing about access. */
  standing: Standing;
}

/** One member's page. Who has left keeps a name, because what they wrote stays under it. */
export interface MemberProfile extends MemberRow {
  leftAt: Date | null;
}

/** Where a list by joining date goes on: the last row shown. */
export interface JoinedCursor {
  value: number;
  id: string;
}

export interface MemberFilter {
  /** Part of a name or handle; "" for everybody. */
  search: string;
  /** Only these roles; all when absent. */
  roles?: readonly Role[];
  /** Only who pays, does not, or failed to. For managers' lists only. */
  standing?: Standing;
  after: JoinedCursor | null;
  limit: number;
}
