import { demoAccounts } from "./accounts";
import { readWrittenPosts } from "./content";
import { discussions, names, questions, tutorialComments } from "./content/en/talk";
import type { Script } from "./script";

/** Slow Query Club: the English community. A summer dip, one plan, prices in dollars, a zone with clock changes. */
export function slowQueryScript(passwordHash: string): Script {
  return {
    slug: "slow-query",
    name: "Slow Query Club",
    glyph: "EXP",
    promise: "Read the plan before you touch the query",
    description:
      "For backend engineers who want to know **why** a query is slow before they make it fast. We read plans together, measure before we tune, and write down what did not work.\n\n- Tutorials with numbers from real runs, and the scripts to repeat them\n- Questions answered with plans, not with guesses\n- Dana and Ravi read every thread",
    locale: "en",
    zone: "America/New_York",
    currency: "USD",
    topics: [
      { slug: "plans", name: "Query plans" },
      { slug: "indexes", name: "Indexes" },
      { slug: "operations", name: "Operations" },
      { slug: "modelling", name: "Data modelling" },
      { slug: "career", name: "Career" },
    ],
    plans: [{ name: "Regular", promise: "Every tutorial, and the scripts behind it", month: 1200, year: 12_000 }],
    extras: {
      pass: { name: "Quarter pass", promise: "Every tutorial for 90 days, without a renewal", days: 90, amount: 3300 },
      bundle: {
        name: "The operator's shelf",
        promise: "Estimates, pools and migrations, bought at once",
        amount: 2900,
      },
      coupon: "SLOW-10",
      giftNote: "For the index you found at three in the morning.",
      compReason: "Found the mistake in our B-tree numbers",
      refundReason: "Bought for the wrong account",
      partialRefundReason: "Two tutorials came a month late",
    },
    members: 124,
    joining: [7, 8, 10, 12, 12, 11, 8, 6, 7, 12, 14, 15],
    accounts: demoAccounts.filter((account) => account.community === "slow-query"),
    posts: readWrittenPosts("en"),
    discussions,
    questions,
    tutorialComments,
    names,
    passwordHash,
  };
}
