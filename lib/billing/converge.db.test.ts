import { changeStories } from "@/e2e/support/money-stories/changes";
import { subscriptionStories } from "@/e2e/support/money-stories/subscriptions";
import { tellAll } from "@/e2e/support/money-stories/tell";
import { storiesWithoutMoney } from "@/e2e/support/money-stories/without-money";

/**
 * Join, renew, fail, recover, cancel, undo; upgrade, downgrade; trial end, comp. The other six of the sixteen stories
 * stand in converge-money-back.db.test.ts, so that two cores share them.
 */
tellAll([...subscriptionStories, ...changeStories, ...storiesWithoutMoney]);
