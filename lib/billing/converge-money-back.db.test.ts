import { moneyBackStories } from "@/e2e/support/money-stories/money-back";
import { prepaidStories } from "@/e2e/support/money-stories/prepaid";
import { tellAll } from "@/e2e/support/money-stories/tell";

/** Refund, partial refund, dispute lost, dispute won; pass stacking, gift. The others stand in converge.db.test.ts. */
tellAll([...moneyBackStories, ...prepaidStories]);
