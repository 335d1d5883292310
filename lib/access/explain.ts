import type { PostFacts, Reason, Via, Viewer } from "./types";

/** Where a grant comes from, in words of its own domain: what a reader is told beside it. */
export interface GrantSource {
  sourceKind: string;
  sourceId: string;
  /** The product's name. */
  name: string;
  paidUntil: Date | null;
  sourceNote: string | null;
}

/** Why somebody may or may not read a post, step by step as the rule goes. */
export interface Explanation {
  granted: boolean;
  because: Via | Reason;
  steps: {
    rule: "known" | "author" | "public" | "staff" | "membership" | "own-benefit" | "benefit";
    holds: boolean;
    source: GrantSource | null;
    startsAt: Date | null;
    endsAt: Date | null;
  }[];
}

/** Says of each rule of `decideRead` whether it holds. Never decides by itself: `granted` is what that function says. */
export function explain(_viewer: Viewer, _post: PostFacts, _sources: readonly GrantSource[]): Explanation {
  throw new Error("not built yet");
}
