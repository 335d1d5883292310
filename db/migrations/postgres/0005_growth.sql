CREATE TABLE "active_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"interactions" integer NOT NULL,
	"day_1" integer NOT NULL,
	"days_7" integer NOT NULL,
	"days_30" integer NOT NULL,
	CONSTRAINT "active_days_community_id_day_pk" PRIMARY KEY("community_id","day")
);
--> statement-breakpoint
CREATE TABLE "interaction_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "interaction_days_community_id_day_kind_pk" PRIMARY KEY("community_id","day","kind")
);
--> statement-breakpoint
CREATE TABLE "activity_cohorts" (
	"community_id" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"unit" text COLLATE "C" NOT NULL,
	"cohort" integer NOT NULL,
	"period" integer NOT NULL,
	"active" integer NOT NULL,
	CONSTRAINT "activity_cohorts_community_id_scope_unit_cohort_period_pk" PRIMARY KEY("community_id","scope","unit","cohort","period")
);
--> statement-breakpoint
CREATE TABLE "activity_months" (
	"community_id" text COLLATE "C" NOT NULL,
	"month" integer NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"interactions" integer NOT NULL,
	"written" integer NOT NULL,
	"days" integer NOT NULL,
	CONSTRAINT "activity_months_community_id_month_member_id_pk" PRIMARY KEY("community_id","month","member_id")
);
--> statement-breakpoint
CREATE TABLE "day_closings" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"closed_at" bigint NOT NULL,
	"members" integer NOT NULL,
	"paying" integer NOT NULL,
	"interactions" integer NOT NULL,
	"mrr" jsonb NOT NULL,
	CONSTRAINT "day_closings_community_id_day_pk" PRIMARY KEY("community_id","day")
);
--> statement-breakpoint
CREATE TABLE "drift_findings" (
	"community_id" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"found_at" bigint NOT NULL,
	"sentence" text COLLATE "C" NOT NULL,
	CONSTRAINT "drift_findings_community_id_position_pk" PRIMARY KEY("community_id","position")
);
--> statement-breakpoint
CREATE TABLE "first_replies" (
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"asker_id" text COLLATE "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"replied_at" bigint,
	"replied_by" text COLLATE "C",
	"accepted_at" bigint,
	"removed_at" bigint,
	CONSTRAINT "first_replies_community_id_post_id_pk" PRIMARY KEY("community_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "member_spans" (
	"community_id" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint,
	"ordinal" integer NOT NULL,
	"end_reason" text COLLATE "C",
	"cohort_month" integer NOT NULL,
	"cohort_week" integer NOT NULL,
	"from_month" integer NOT NULL,
	"to_month" integer,
	"from_week" integer NOT NULL,
	"to_week" integer,
	"product_id" text COLLATE "C",
	"interval" text COLLATE "C",
	CONSTRAINT "member_spans_community_id_scope_member_id_starts_at_pk" PRIMARY KEY("community_id","scope","member_id","starts_at")
);
--> statement-breakpoint
CREATE TABLE "movement_months" (
	"community_id" text COLLATE "C" NOT NULL,
	"month" integer NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"amount" double precision NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "movement_months_community_id_month_currency_kind_pk" PRIMARY KEY("community_id","month","currency","kind")
);
--> statement-breakpoint
CREATE TABLE "mrr_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	"interval" text COLLATE "C" NOT NULL,
	"amount_in" double precision NOT NULL,
	"amount_out" double precision NOT NULL,
	"count_in" integer NOT NULL,
	"count_out" integer NOT NULL,
	CONSTRAINT "mrr_days_community_id_day_currency_product_id_interval_pk" PRIMARY KEY("community_id","day","currency","product_id","interval")
);
--> statement-breakpoint
CREATE TABLE "span_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "span_days_community_id_scope_day_kind_reason_pk" PRIMARY KEY("community_id","scope","day","kind","reason")
);
--> statement-breakpoint
CREATE TABLE "survey_answers" (
	"response_id" text COLLATE "C" NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"question_id" text COLLATE "C" NOT NULL,
	"choice" integer NOT NULL,
	"text" text COLLATE "C",
	CONSTRAINT "survey_answers_response_id_question_id_choice_pk" PRIMARY KEY("response_id","question_id","choice")
);
--> statement-breakpoint
CREATE TABLE "survey_invitations" (
	"community_id" text COLLATE "C" NOT NULL,
	"survey_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"invited_at" bigint NOT NULL,
	"answered_at" bigint,
	"dismissed_at" bigint,
	"mailed_at" bigint,
	CONSTRAINT "survey_invitations_survey_id_member_id_pk" PRIMARY KEY("survey_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "survey_questions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"survey_id" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"prompt" text COLLATE "C" NOT NULL,
	"options" jsonb NOT NULL,
	"required" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "survey_responses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"survey_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C",
	"at" bigint,
	"month" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"intro" text COLLATE "C" NOT NULL,
	"trigger" text COLLATE "C" NOT NULL,
	"opens_at" bigint,
	"closes_at" bigint,
	"after_days" integer,
	"audience" text COLLATE "C" DEFAULT 'everybody' NOT NULL,
	"mails" boolean DEFAULT false NOT NULL,
	"anonymous" boolean NOT NULL,
	"segment_id" text COLLATE "C",
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"published_at" bigint,
	"archived_at" bigint
);
--> statement-breakpoint
CREATE TABLE "weekly_letters" (
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"wanted" boolean NOT NULL,
	"sent_week" text COLLATE "C",
	"sent_at" bigint,
	CONSTRAINT "weekly_letters_community_id_user_id_pk" PRIMARY KEY("community_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "letter_refusals" (
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"refused_at" bigint NOT NULL,
	CONSTRAINT "letter_refusals_community_id_member_id_pk" PRIMARY KEY("community_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "outreach" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"message" text COLLATE "C" NOT NULL,
	"coupon_id" text COLLATE "C",
	"hold_out_bp" integer NOT NULL,
	"horizon_days" integer NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outreach_members" (
	"outreach_id" text COLLATE "C" NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"arm" text COLLATE "C" NOT NULL,
	"points" integer NOT NULL,
	"sent_at" bigint,
	"done_at" bigint,
	"note" text COLLATE "C" NOT NULL,
	CONSTRAINT "outreach_members_outreach_id_member_id_pk" PRIMARY KEY("outreach_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "risk_bands" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"band" text COLLATE "C" NOT NULL,
	"members" integer NOT NULL,
	"left" integer NOT NULL,
	CONSTRAINT "risk_bands_community_id_day_band_pk" PRIMARY KEY("community_id","day","band")
);
--> statement-breakpoint
CREATE TABLE "risk_scores" (
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"as_of" bigint NOT NULL,
	"points" integer NOT NULL,
	"band" text COLLATE "C" NOT NULL,
	"reasons" jsonb NOT NULL,
	"monthly_amount" double precision NOT NULL,
	"currency" text COLLATE "C",
	"standing" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C",
	"reason_keys" text COLLATE "C" NOT NULL,
	CONSTRAINT "risk_scores_community_id_member_id_pk" PRIMARY KEY("community_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"rule" jsonb NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"archived_at" bigint
);
--> statement-breakpoint
CREATE TABLE "arrivals" (
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"seen_at" bigint NOT NULL,
	"first_at" bigint NOT NULL,
	"first_channel" text COLLATE "C" NOT NULL,
	"first_source" text COLLATE "C" NOT NULL,
	"first_campaign" text COLLATE "C" NOT NULL,
	"first_post_id" text COLLATE "C",
	"last_at" bigint NOT NULL,
	"last_channel" text COLLATE "C" NOT NULL,
	"last_source" text COLLATE "C" NOT NULL,
	"last_campaign" text COLLATE "C" NOT NULL,
	"last_post_id" text COLLATE "C",
	CONSTRAINT "arrivals_community_id_user_id_pk" PRIMARY KEY("community_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "post_reads" (
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"progress" integer NOT NULL,
	"completed_at" bigint,
	CONSTRAINT "post_reads_post_id_user_id_pk" PRIMARY KEY("post_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "post_view_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"views" integer NOT NULL,
	"readers" integer NOT NULL,
	"completions" integer NOT NULL,
	CONSTRAINT "post_view_days_community_id_day_post_id_pk" PRIMARY KEY("community_id","day","post_id")
);
--> statement-breakpoint
CREATE TABLE "presence_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"views" integer NOT NULL,
	CONSTRAINT "presence_days_community_id_user_id_day_pk" PRIMARY KEY("community_id","user_id","day")
);
--> statement-breakpoint
CREATE TABLE "search_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	"searches" integer NOT NULL,
	"found" integer NOT NULL,
	CONSTRAINT "search_days_community_id_day_term_pk" PRIMARY KEY("community_id","day","term")
);
--> statement-breakpoint
CREATE TABLE "visit_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"channel" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"visitors" integer NOT NULL,
	"views" integer NOT NULL,
	CONSTRAINT "visit_days_community_id_day_channel_source_pk" PRIMARY KEY("community_id","day","channel","source")
);
--> statement-breakpoint
CREATE TABLE "visit_marks" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"mark" text COLLATE "C" NOT NULL,
	CONSTRAINT "visit_marks_community_id_day_mark_pk" PRIMARY KEY("community_id","day","mark")
);
--> statement-breakpoint
ALTER TABLE "member_periods" ADD COLUMN "discount_monthly" double precision;--> statement-breakpoint
ALTER TABLE "member_periods" ADD COLUMN "discount_ends_at" bigint;--> statement-breakpoint
ALTER TABLE "projection_state" ADD COLUMN "shape" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "projection_state" ADD COLUMN "seen_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "projection_state" ADD COLUMN "took_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "projection_state" ADD COLUMN "checked_at" bigint;--> statement-breakpoint
ALTER TABLE "projection_state" ADD COLUMN "drift_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "answer_hours" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_response_id_survey_responses_id_fk" FOREIGN KEY ("response_id") REFERENCES "public"."survey_responses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_question_id_survey_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."survey_questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_questions" ADD CONSTRAINT "survey_questions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_questions" ADD CONSTRAINT "survey_questions_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_survey_id_surveys_id_fk" FOREIGN KEY ("survey_id") REFERENCES "public"."surveys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weekly_letters" ADD CONSTRAINT "weekly_letters_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weekly_letters" ADD CONSTRAINT "weekly_letters_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_refusals" ADD CONSTRAINT "letter_refusals_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_refusals" ADD CONSTRAINT "letter_refusals_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach" ADD CONSTRAINT "outreach_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach" ADD CONSTRAINT "outreach_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach_members" ADD CONSTRAINT "outreach_members_outreach_id_outreach_id_fk" FOREIGN KEY ("outreach_id") REFERENCES "public"."outreach"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach_members" ADD CONSTRAINT "outreach_members_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outreach_members" ADD CONSTRAINT "outreach_members_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_bands" ADD CONSTRAINT "risk_bands_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_scores" ADD CONSTRAINT "risk_scores_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_scores" ADD CONSTRAINT "risk_scores_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrivals" ADD CONSTRAINT "arrivals_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "arrivals" ADD CONSTRAINT "arrivals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_reads" ADD CONSTRAINT "post_reads_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_reads" ADD CONSTRAINT "post_reads_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_reads" ADD CONSTRAINT "post_reads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_view_days" ADD CONSTRAINT "post_view_days_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_view_days" ADD CONSTRAINT "post_view_days_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_days" ADD CONSTRAINT "presence_days_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_days" ADD CONSTRAINT "presence_days_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_days" ADD CONSTRAINT "search_days_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_days" ADD CONSTRAINT "visit_days_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_marks" ADD CONSTRAINT "visit_marks_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_months_member" ON "activity_months" USING btree ("community_id","member_id","month");--> statement-breakpoint
CREATE INDEX "first_replies_asked" ON "first_replies" USING btree ("community_id","asked_at");--> statement-breakpoint
CREATE INDEX "first_replies_asker" ON "first_replies" USING btree ("community_id","asker_id");--> statement-breakpoint
CREATE INDEX "member_spans_starts" ON "member_spans" USING btree ("community_id","scope","starts_at");--> statement-breakpoint
CREATE INDEX "member_spans_ends" ON "member_spans" USING btree ("community_id","scope","ends_at");--> statement-breakpoint
CREATE INDEX "member_spans_cohort" ON "member_spans" USING btree ("community_id","scope","cohort_month","from_month","to_month");--> statement-breakpoint
CREATE INDEX "survey_answers_question" ON "survey_answers" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "survey_invitations_member" ON "survey_invitations" USING btree ("community_id","member_id");--> statement-breakpoint
CREATE INDEX "survey_questions_survey" ON "survey_questions" USING btree ("survey_id","position");--> statement-breakpoint
CREATE INDEX "survey_responses_survey" ON "survey_responses" USING btree ("survey_id");--> statement-breakpoint
CREATE INDEX "surveys_community" ON "surveys" USING btree ("community_id","created_at");--> statement-breakpoint
CREATE INDEX "outreach_community" ON "outreach" USING btree ("community_id","created_at");--> statement-breakpoint
CREATE INDEX "outreach_members_member" ON "outreach_members" USING btree ("community_id","member_id");--> statement-breakpoint
CREATE INDEX "risk_scores_points" ON "risk_scores" USING btree ("community_id","points");--> statement-breakpoint
CREATE INDEX "segments_community" ON "segments" USING btree ("community_id","archived_at");--> statement-breakpoint
CREATE INDEX "arrivals_first" ON "arrivals" USING btree ("community_id","first_channel","first_source");--> statement-breakpoint
CREATE INDEX "post_reads_user" ON "post_reads" USING btree ("community_id","user_id","last_at");--> statement-breakpoint
CREATE INDEX "post_reads_first" ON "post_reads" USING btree ("community_id","user_id","first_at");--> statement-breakpoint
CREATE INDEX "post_view_days_post" ON "post_view_days" USING btree ("post_id","day");--> statement-breakpoint
CREATE INDEX "presence_days_day" ON "presence_days" USING btree ("community_id","day");--> statement-breakpoint
CREATE INDEX "member_periods_ends" ON "member_periods" USING btree ("community_id","scope","ends_at");--> statement-breakpoint
CREATE INDEX "journal_turns" ON "journal" USING btree ("community_id","verb","at") WHERE verb in ('member.role_changed', 'subscription.past_due', 'subscription.recovered', 'trial.started', 'trial.ended');--> statement-breakpoint
CREATE INDEX "member_periods_discounts" ON "member_periods" USING btree ("community_id","discount_ends_at") WHERE discount_ends_at is not null;--> statement-breakpoint
CREATE INDEX "journal_leaving" ON "journal" USING btree ("community_id","at") WHERE verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended');--> statement-breakpoint
CREATE INDEX "journal_periods" ON "journal" USING btree ("community_id","member_id","at") WHERE verb in ('member.joined', 'member.left', 'paying.started', 'paying.changed', 'paying.ended');--> statement-breakpoint
CREATE INDEX "journal_answers" ON "journal" USING btree ("community_id","at") WHERE verb in ('answer.accepted', 'answer.unaccepted');