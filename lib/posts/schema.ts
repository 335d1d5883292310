export const postKinds = ["article", "tutorial", "report", "discussion", "question", "announcement"] as const;
export type PostKind = (typeof postKinds)[number];

/**
 * Who may read the body. `public`: everybody; `members`: whoever has joined; `benefit`: whoever holds the post's
 * benefit (a plan's); `purchase`: only who bought this very post. A post on sale singly can be `benefit` as well.
 */
export const audiences = ["public", "members", "benefit", "purchase"] as const;
export type Audience = (typeof audiences)[number];

export const postStates = ["draft", "published", "archived", "removed"] as const;
export type PostState = (typeof postStates)[number];
