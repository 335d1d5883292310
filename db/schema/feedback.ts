import { bool, index, instant, int, json, primaryKey, table, text } from "../dialect";
import { communities, members } from "./communities";
import { segments } from "./segments";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id, { onDelete: "cascade" });

export const surveys = table(
  "surveys",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    title: text("title").notNull(),
    intro: text("intro").notNull(),
    /** dates (from `opensAt` to `closesAt`), day (so many days after joining), cancellation. */
    trigger: text("trigger").notNull(),
    opensAt: instant("opens_at"),
    closesAt: instant("closes_at"),
    afterDays: int("after_days"),
    /** everybody, paying, segment (then `segmentId` says which). */
    audience: text("audience").notNull().default("everybody"),
    /** One letter to each who is asked, beside the card. */
    mails: bool("mails").notNull().default(false),
    /** Answers are stored without their author and shown only where five or more were given. */
    anonymous: bool("anonymous").notNull(),
    segmentId: text("segment_id").references(() => segments.id),
    /** The segment's rule as it was at publishing: whom a published survey asks does not change under its answers. */
    audienceRule: json<unknown>("audience_rule"),
    createdBy: text("created_by")
      .notNull()
      .references(() => members.id),
    createdAt: instant("created_at").notNull(),
    publishedAt: instant("published_at"),
    archivedAt: instant("archived_at"),
  },
  (t) => [index("surveys_community").on(t.communityId, t.createdAt)],
);

export const surveyQuestions = table(
  "survey_questions",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    surveyId: text("survey_id")
      .notNull()
      .references(() => surveys.id, { onDelete: "cascade" }),
    position: int("position").notNull(),
    /** single, multiple, scale, nps, text. */
    kind: text("kind").notNull(),
    prompt: text("prompt").notNull(),
    options: json<string[]>("options").notNull(),
    required: bool("required").notNull(),
  },
  (t) => [index("survey_questions_survey").on(t.surveyId, t.position)],
);

/** Who was asked and whether they answered: one answer per member, known even when what they said is not theirs. */
export const surveyInvitations = table(
  "survey_invitations",
  {
    communityId: community(),
    surveyId: text("survey_id")
      .notNull()
      .references(() => surveys.id, { onDelete: "cascade" }),
    memberId: text("member_id")
      .notNull()
      .references(() => members.id, { onDelete: "cascade" }),
    invitedAt: instant("invited_at").notNull(),
    /** In an anonymous survey the same as `invitedAt`: that they answered, not when. */
    answeredAt: instant("answered_at"),
    dismissedAt: instant("dismissed_at"),
    /** When the one letter was sent, or it was settled that none is. */
    mailedAt: instant("mailed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.surveyId, t.memberId] }),
    index("survey_invitations_member").on(t.communityId, t.memberId),
  ],
);

export const surveyResponses = table(
  "survey_responses",
  {
    /** Random and without time, so that an anonymous response cannot be put beside the moment somebody answered. */
    id: text("id").primaryKey(),
    communityId: community(),
    surveyId: text("survey_id")
      .notNull()
      .references(() => surveys.id, { onDelete: "cascade" }),
    /** Null in an anonymous survey. */
    memberId: text("member_id").references(() => members.id, { onDelete: "set null" }),
    /** Null in an anonymous survey. */
    at: instant("at"),
    /**
     * The month it was given in, YYYY-MM. In an anonymous survey the month in which five were together, for all five.
     * Before that nobody sees it: "" is a person who waits, a row without answers; "-" holds answers that wait, each
     * question's for itself, so that what one person said to two questions is not on one row.
     */
    month: text("month").notNull(),
  },
  (t) => [index("survey_responses_survey").on(t.surveyId)],
);

export const surveyAnswers = table(
  "survey_answers",
  {
    responseId: text("response_id")
      .notNull()
      .references(() => surveyResponses.id, { onDelete: "cascade" }),
    communityId: community(),
    questionId: text("question_id")
      .notNull()
      .references(() => surveyQuestions.id, { onDelete: "cascade" }),
    /** The chosen option's position, or the number on the scale; 0 for text. One row per chosen option. */
    choice: int("choice").notNull(),
    text: text("text"),
  },
  (t) => [
    primaryKey({ columns: [t.responseId, t.questionId, t.choice] }),
    index("survey_answers_question").on(t.questionId),
  ],
);
