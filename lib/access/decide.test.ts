import { describe, expect, it } from "vitest";
import { decideRead, holds, mayKnow, runs } from "./decide";
import type { Decision, PostFacts, Viewer } from "./types";

const now = Date.UTC(2026, 10, 22, 12);
const at = (offsetMs: number) => new Date(now + offsetMs);
const hour = 3_600_000;

const here = "community-here";
const post: PostFacts = {
  id: "post",
  communityId: here,
  authorId: "m-author",
  kind: "tutorial",
  audience: "public",
  benefitId: null,
  ownBenefitId: null,
  state: "published",
  publishedAt: at(-hour),
};

/** The five ways a text can be offered. */
const offers = {
  public: { audience: "public" },
  members: { audience: "members" },
  plan: { audience: "benefit", benefitId: "plan" },
  "plan or single": { audience: "benefit", benefitId: "plan", ownBenefitId: "single" },
  "single only": { audience: "purchase", ownBenefitId: "single" },
} as const satisfies Record<string, Partial<PostFacts>>;
type Offer = keyof typeof offers;

const grant = (benefitId: string, startsAt: Date, endsAt: Date | null): Viewer["grants"][number] => ({
  benefitId,
  startsAt,
  endsAt,
  sourceKind: "subscription",
  sourceId: "s",
});
const visitor: Viewer = { communityId: here, at: at(0), person: null, membership: null, grants: [], pastDue: false };
const person = { userId: "u", name: "Ada", handle: "ada", isOperator: false, emailVerified: true };
const somebody: Viewer = { ...visitor, person };
const as = (role: "owner" | "admin" | "moderator" | "creator" | "member" | "guest", memberId = "m-other"): Viewer => ({
  ...somebody,
  membership: { memberId, role, joinedAt: at(-hour) },
});
const paying = (startsAt: Date, endsAt: Date | null): Viewer => ({
  ...as("member"),
  grants: [grant("plan", startsAt, endsAt)],
});

const viewers = {
  anonymous: visitor,
  "signed in, not a member": somebody,
  operator: { ...somebody, person: { ...person, isOperator: true } },
  "free member": as("member"),
  guest: as("guest"),
  creator: as("creator"),
  "paying member": paying(at(-hour), at(hour)),
  "paying without end": paying(at(-hour), null),
  "past due in grace": { ...paying(at(-hour), at(hour)), pastDue: true },
  "lapsed member": paying(at(-2 * hour), at(-hour)),
  "from tomorrow": paying(at(hour), at(2 * hour)),
  "paid, then left": { ...somebody, grants: [grant("plan", at(-hour), at(hour))] },
  "bought it": { ...somebody, grants: [grant("single", at(-hour), null)] },
  "another plan": { ...as("member"), grants: [grant("other-plan", at(-hour), null)] },
  author: as("creator", "m-author"),
  moderator: as("moderator"),
  admin: as("admin"),
  owner: as("owner"),
} satisfies Record<string, Viewer>;
type ViewerName = keyof typeof viewers;

/** "+plan" means granted by way of the plan, "-join" refused with the reason "join". */
const say = (decision: Decision) => (decision.granted ? `+${decision.via}` : `-${decision.reason}`);

describe("who may read a published tutorial", () => {
  const columns: Offer[] = ["public", "members", "plan", "plan or single", "single only"];
  const table: Record<ViewerName, string> = {
    //                         public   members      plan       plan|single  single only
    anonymous: "               +public  -join        -plan      -plan        -purchase",
    "signed in, not a member": "+public  -join        -plan      -plan        -purchase",
    operator: "                +public  -join        -plan      -plan        -purchase",
    "free member": "           +public  +membership  -plan      -plan        -purchase",
    guest: "                   +public  +membership  -plan      -plan        -purchase",
    creator: "                 +public  +membership  -plan      -plan        -purchase",
    "paying member": "         +public  +membership  +plan      +plan        -purchase",
    "paying without end": "    +public  +membership  +plan      +plan        -purchase",
    "past due in grace": "     +public  +membership  +plan      +plan        -purchase",
    "lapsed member": "         +public  +membership  -lapsed    -lapsed      -purchase",
    "from tomorrow": "         +public  +membership  -not-yet   -not-yet     -purchase",
    "paid, then left": "       +public  -join        +plan      +plan        -purchase",
    "bought it": "             +public  -join        -plan      +purchase    +purchase",
    "another plan": "          +public  +membership  -plan      -plan        -purchase",
    author: "                  +author  +author      +author    +author      +author",
    moderator: "               +public  +staff       +staff     +staff       +staff",
    admin: "                   +public  +staff       +staff     +staff       +staff",
    owner: "                   +public  +staff       +staff     +staff       +staff",
  };

  for (const [name, row] of Object.entries(table)) {
    it(`${name}: ${row.trim().replace(/\s+/g, " ")}`, () => {
      const viewer = viewers[name as ViewerName];
      const decisions = columns.map((offer) => say(decideRead(viewer, { ...post, ...offers[offer] })));
      expect(decisions).toEqual(row.trim().split(/\s+/));
    });
  }
});

/** Every state a post can be in, "scheduled" being one that is published with a time to come. */
const states = {
  draft: { state: "draft", publishedAt: null },
  scheduled: { state: "published", publishedAt: at(1) },
  published: { state: "published", publishedAt: at(0) },
  archived: { state: "archived" },
  removed: { state: "removed" },
} as const satisfies Record<string, Partial<PostFacts>>;

describe("who may know of a post, by its state", () => {
  //                  tutorial (any audience)                      discussion for members
  //                  draft sched publ arch remo                   draft sched publ arch remo
  const table: Partial<Record<ViewerName, string>> = {
    anonymous: "          -     -    +    -    -                     -     -    -    -    -",
    "signed in, not a member": "- -  +    -    -                     -     -    -    -    -",
    operator: "           -     -    +    -    -                     -     -    -    -    -",
    "free member": "      -     -    +    -    -                     -     -    +    -    -",
    guest: "              -     -    +    -    -                     -     -    +    -    -",
    creator: "            -     -    +    -    -                     -     -    +    -    -",
    "paying member": "    -     -    +    -    -                     -     -    +    -    -",
    "lapsed member": "    -     -    +    -    -                     -     -    +    -    -",
    "paid, then left": "  -     -    +    -    -                     -     -    -    -    -",
    "bought it": "        -     -    +    -    -                     -     -    -    -    -",
    author: "             +     +    +    +    -                     +     +    +    +    -",
    moderator: "          -     -    +    -    +                     -     -    +    -    +",
    admin: "              +     +    +    +    +                     +     +    +    +    +",
    owner: "              +     +    +    +    +                     +     +    +    +    +",
  };

  for (const [name, row] of Object.entries(table)) {
    it(name, () => {
      const viewer = viewers[name as ViewerName];
      const cells = row.trim().split(/\s+/);
      const talk: PostFacts = { ...post, kind: "discussion", audience: "members" };
      const known = [post, talk].flatMap((base) => Object.values(states).map((state) => ({ ...base, ...state })));
      expect(known.map((one) => (mayKnow(viewer, one) ? "+" : "-"))).toEqual(cells);
      // Who may not know of it gets one answer, whatever it would have cost.
      for (const one of known.filter((unknown) => !mayKnow(viewer, unknown))) {
        const offered = Object.values(offers).map((offer) => decideRead(viewer, { ...one, ...offer }));
        const hidden = offered.filter((_, index) => !mayKnow(viewer, { ...one, ...Object.values(offers)[index]! }));
        expect(hidden.every((decision) => say(decision) === "-not-found")).toBe(true);
      }
    });
  }

  it("asks of a question what it asks of a discussion, and lets a public one be known to everybody", () => {
    for (const kind of ["discussion", "question"] as const) {
      expect(mayKnow(visitor, { ...post, kind, audience: "members" })).toBe(false);
      expect(mayKnow(visitor, { ...post, kind, audience: "public" })).toBe(true);
      expect(say(decideRead(visitor, { ...post, kind, audience: "members" }))).toBe("-not-found");
    }
  });

  it("lets drafts be read by managers, and not by moderators or readers with the plan", () => {
    const draft: PostFacts = { ...post, ...offers.plan, ...states.draft };
    const decisions = (["owner", "admin", "moderator", "paying member", "author"] as const).map((name) =>
      say(decideRead(viewers[name], draft)),
    );
    expect(decisions).toEqual(["+staff", "+staff", "-not-found", "-not-found", "+author"]);
  });
});

describe("the second at the edge", () => {
  const paid = { ...post, ...offers.plan };
  const seen = (viewer: Viewer, offsetMs: number, of: PostFacts = paid) =>
    say(decideRead({ ...viewer, at: at(offsetMs) }, of));

  it("of a grant's end: its last millisecond still reads, its end does not", () => {
    const viewer = paying(at(-hour), at(0));
    expect([-1, 0, 1].map((offset) => seen(viewer, offset))).toEqual(["+plan", "-lapsed", "-lapsed"]);
  });

  it("of a grant's start: not before, from the first millisecond on", () => {
    const viewer = paying(at(0), at(hour));
    expect([-1, 0, 1].map((offset) => seen(viewer, offset))).toEqual(["-not-yet", "+plan", "+plan"]);
  });

  it("of two grants that touch: no gap", () => {
    const viewer = { ...as("member"), grants: [grant("plan", at(-hour), at(0)), grant("plan", at(0), at(hour))] };
    expect([-1, 0, 1].map((offset) => seen(viewer, offset))).toEqual(["+plan", "+plan", "+plan"]);
  });

  it("of an empty grant: never", () => {
    const viewer = paying(at(0), at(0));
    expect([-1, 0, 1].map((offset) => seen(viewer, offset))).toEqual(["-not-yet", "-lapsed", "-lapsed"]);
  });

  it("of a single purchase that ends: like a plan", () => {
    const viewer = { ...somebody, grants: [grant("single", at(-hour), at(0))] };
    const single = { ...post, ...offers["single only"] };
    expect([-1, 0, 1].map((offset) => seen(viewer, offset, single))).toEqual(["+purchase", "-lapsed", "-lapsed"]);
  });

  it("of publication: known and readable from its first millisecond on", () => {
    const scheduled: PostFacts = { ...post, publishedAt: at(0) };
    expect([-1, 0, 1].map((offset) => seen(visitor, offset, scheduled))).toEqual(["-not-found", "+public", "+public"]);
  });

  it("is one rule for grants everywhere: [start, end)", () => {
    const held = { startsAt: at(0), endsAt: at(10) };
    expect([-1, 0, 9, 10, 11].map((offset) => runs(held, at(offset)))).toEqual([false, true, true, false, false]);
    expect(runs({ startsAt: at(0), endsAt: null }, at(1e12))).toBe(true);
    expect(holds({ ...visitor, grants: [grant("plan", at(0), null)] }, "other")).toBe(false);
  });
});

describe("another community", () => {
  it("knows nothing of a post, whatever role, grant or authorship somebody has at home", () => {
    const elsewhere: PostFacts = { ...post, communityId: "community-there" };
    for (const viewer of Object.values(viewers)) {
      const rich = { ...viewer, grants: [grant("plan", at(-hour), null), grant("single", at(-hour), null)] };
      for (const offer of Object.values(offers)) {
        for (const state of Object.values(states)) {
          const one = { ...elsewhere, ...offer, ...state };
          expect([mayKnow(rich, one), say(decideRead(rich, one))]).toEqual([false, "-not-found"]);
        }
      }
    }
  });
});
