import { decideRead, isAuthor, isStaff, mayKnow, runs } from "./decide";
import type { Decision, HeldGrant, PostFacts, Viewer } from "./types";

/** What one grant comes from, in words of its own domain: what a reader is told beside it. */
export interface GrantSource extends HeldGrant {
  /** The product's name as it is called now. */
  name: string;
  paidUntil: Date | null;
  sourceNote: string | null;
}

/** The rules of `decideRead`, in its order. */
export type Rule = "known" | "author" | "public" | "staff" | "membership" | "own-benefit" | "benefit";

export interface Step {
  rule: Rule;
  holds: boolean;
  /** Of a rule about a benefit: the grant that makes it hold, else the one that comes nearest. */
  grant: HeldGrant | null;
  /** Null when nobody said where the grant comes from. */
  source: GrantSource | null;
}

/** Why somebody may or may not read a post, step by step as the rule goes. */
export interface Explanation {
  /** What `decideRead` says. */
  decision: Decision;
  /** The moment it was judged at. */
  at: Date;
  steps: Step[];
  /** The rule that decided: the one that granted, `known` for what may not even be known; null when none granted. */
  decidedBy: Rule | null;
}

/**
 * Says of each rule that could apply to this post whether it holds for this viewer. It never decides by itself:
 * `decision` is what `decideRead` says, and the first rule that holds is the one that said it (explain.test.ts).
 */
export function explain(viewer: Viewer, post: PostFacts, sources: readonly GrantSource[]): Explanation {
  const decision = decideRead(viewer, post);
  const steps = rulesFor(post).map((rule) => step(rule, viewer, post, sources));
  const [known, ...others] = steps;
  const granting = others.find(({ holds }) => holds);
  const decidedBy = known?.holds ? (granting?.rule ?? null) : "known";
  return { decision, at: viewer.at, steps, decidedBy };
}

/** Which rules an audience asks for, after the four that are asked of every post. */
function rulesFor({ audience, benefitId, ownBenefitId }: PostFacts): Rule[] {
  const rules: Rule[] = ["known", "author", "public", "staff"];
  if (audience === "members") rules.push("membership");
  if (audience === "members" || audience === "public") return rules;
  if (ownBenefitId) rules.push("own-benefit");
  if (audience === "benefit" && benefitId) rules.push("benefit");
  return rules;
}

function step(rule: Rule, viewer: Viewer, post: PostFacts, sources: readonly GrantSource[]): Step {
  switch (rule) {
    case "known":
      return plain(rule, mayKnow(viewer, post));
    case "author":
      return plain(rule, isAuthor(viewer, post));
    case "public":
      return plain(rule, post.audience === "public");
    case "staff":
      return plain(rule, isStaff(viewer));
    case "membership":
      return plain(rule, viewer.membership !== null);
    case "own-benefit":
      return byGrant(rule, viewer, post.ownBenefitId!, sources);
    case "benefit":
      return byGrant(rule, viewer, post.benefitId!, sources);
  }
}

const plain = (rule: Rule, holds: boolean): Step => ({ rule, holds, grant: null, source: null });

function byGrant(rule: Rule, viewer: Viewer, benefitId: string, sources: readonly GrantSource[]): Step {
  const grant = decidingGrant(
    viewer.grants.filter((held) => held.benefitId === benefitId),
    viewer.at,
  );
  const source = grant && (sources.find((each) => isSourceOf(each, grant)) ?? null);
  return { rule, holds: grant !== null && runs(grant, viewer.at), grant, source };
}

/**
 * The grant that decides at a moment: of those that run the one that lasts longest; when none runs, the next to begin;
 * when none will, the last that ended. Null for no grants at all.
 */
export function decidingGrant<Grant extends HeldGrant>(grants: readonly Grant[], at: Date): Grant | null {
  const end = ({ endsAt }: HeldGrant) => endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const latest = (among: readonly Grant[]) => among.toSorted((a, b) => end(b) - end(a))[0] ?? null;
  const running = grants.filter((grant) => runs(grant, at));
  if (running.length > 0) return latest(running);
  const coming = grants.filter(({ startsAt }) => startsAt > at);
  if (coming.length > 0) return coming.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())[0] ?? null;
  return latest(grants);
}

function isSourceOf(source: HeldGrant, grant: HeldGrant): boolean {
  return (
    source.sourceKind === grant.sourceKind &&
    source.sourceId === grant.sourceId &&
    source.benefitId === grant.benefitId &&
    source.startsAt.getTime() === grant.startsAt.getTime()
  );
}
