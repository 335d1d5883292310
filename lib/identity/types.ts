/** A person with an account. */
export interface Person {
  userId: string;
  name: string;
  handle: string;
  email: string;
  bio: string;
  locale: string | null;
  isOperator: boolean;
  emailVerifiedAt: Date | null;
}

export interface SessionRow {
  id: string;
  remember: boolean;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** What a mailed link is for. */
export type MailPurpose = "confirm" | "sign-in" | "reset" | "known";
