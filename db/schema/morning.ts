import { bool, instant, primaryKey, table, text } from "../dialect";
import { communities } from "./communities";
import { users } from "./identity";

/** The weekly letter to who runs a community: whether it is wanted, and the last week (its Monday) it was sent for. */
export const weeklyLetters = table(
  "weekly_letters",
  {
    communityId: text("community_id")
      .notNull()
      .references(() => communities.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    wanted: bool("wanted").notNull(),
    sentWeek: text("sent_week"),
    sentAt: instant("sent_at"),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.userId] })],
);
