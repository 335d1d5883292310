CREATE TABLE `active_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`interactions` integer NOT NULL,
	`day_1` integer NOT NULL,
	`days_7` integer NOT NULL,
	`days_30` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `interaction_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `activity_cohorts` (
	`community_id` text NOT NULL,
	`scope` text NOT NULL,
	`unit` text NOT NULL,
	`cohort` integer NOT NULL,
	`period` integer NOT NULL,
	`active` integer NOT NULL,
	PRIMARY KEY(`community_id`, `scope`, `unit`, `cohort`, `period`)
);
--> statement-breakpoint
CREATE TABLE `activity_months` (
	`community_id` text NOT NULL,
	`month` integer NOT NULL,
	`member_id` text NOT NULL,
	`interactions` integer NOT NULL,
	`written` integer NOT NULL,
	`days` integer NOT NULL,
	PRIMARY KEY(`community_id`, `month`, `member_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `activity_months_member` ON `activity_months` (`community_id`,`member_id`,`month`);--> statement-breakpoint
CREATE TABLE `day_closings` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`closed_at` integer NOT NULL,
	`members` integer NOT NULL,
	`paying` integer NOT NULL,
	`interactions` integer NOT NULL,
	`mrr` text NOT NULL,
	PRIMARY KEY(`community_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `drift_findings` (
	`community_id` text NOT NULL,
	`position` integer NOT NULL,
	`found_at` integer NOT NULL,
	`sentence` text NOT NULL,
	PRIMARY KEY(`community_id`, `position`)
);
--> statement-breakpoint
CREATE TABLE `first_replies` (
	`community_id` text NOT NULL,
	`post_id` text NOT NULL,
	`kind` text NOT NULL,
	`asker_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`replied_at` integer,
	`replied_by` text,
	`accepted_at` integer,
	`removed_at` integer,
	PRIMARY KEY(`community_id`, `post_id`)
);
--> statement-breakpoint
CREATE INDEX `first_replies_asked` ON `first_replies` (`community_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `first_replies_asker` ON `first_replies` (`community_id`,`asker_id`);--> statement-breakpoint
CREATE TABLE `member_spans` (
	`community_id` text NOT NULL,
	`scope` text NOT NULL,
	`member_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`ordinal` integer NOT NULL,
	`end_reason` text,
	`cohort_month` integer NOT NULL,
	`cohort_week` integer NOT NULL,
	`from_month` integer NOT NULL,
	`to_month` integer,
	`from_week` integer NOT NULL,
	`to_week` integer,
	`product_id` text,
	`interval` text,
	PRIMARY KEY(`community_id`, `scope`, `member_id`, `starts_at`)
);
--> statement-breakpoint
CREATE INDEX `member_spans_starts` ON `member_spans` (`community_id`,`scope`,`starts_at`);--> statement-breakpoint
CREATE INDEX `member_spans_ends` ON `member_spans` (`community_id`,`scope`,`ends_at`);--> statement-breakpoint
CREATE INDEX `member_spans_cohort` ON `member_spans` (`community_id`,`scope`,`cohort_month`,`from_month`,`to_month`);--> statement-breakpoint
CREATE TABLE `movement_months` (
	`community_id` text NOT NULL,
	`month` integer NOT NULL,
	`currency` text NOT NULL,
	`kind` text NOT NULL,
	`amount` real NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`community_id`, `month`, `currency`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `mrr_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`currency` text NOT NULL,
	`product_id` text NOT NULL,
	`interval` text NOT NULL,
	`amount_in` real NOT NULL,
	`amount_out` real NOT NULL,
	`count_in` integer NOT NULL,
	`count_out` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `currency`, `product_id`, `interval`)
);
--> statement-breakpoint
CREATE TABLE `span_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`scope` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`community_id`, `scope`, `day`, `kind`, `reason`)
);
--> statement-breakpoint
CREATE TABLE `survey_answers` (
	`response_id` text NOT NULL,
	`community_id` text NOT NULL,
	`question_id` text NOT NULL,
	`choice` integer NOT NULL,
	`text` text,
	PRIMARY KEY(`response_id`, `question_id`, `choice`),
	FOREIGN KEY (`response_id`) REFERENCES `survey_responses`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`question_id`) REFERENCES `survey_questions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `survey_answers_question` ON `survey_answers` (`question_id`);--> statement-breakpoint
CREATE TABLE `survey_invitations` (
	`community_id` text NOT NULL,
	`survey_id` text NOT NULL,
	`member_id` text NOT NULL,
	`invited_at` integer NOT NULL,
	`answered_at` integer,
	`dismissed_at` integer,
	`mailed_at` integer,
	PRIMARY KEY(`survey_id`, `member_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `survey_invitations_member` ON `survey_invitations` (`community_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `survey_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`survey_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`prompt` text NOT NULL,
	`options` text NOT NULL,
	`required` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `survey_questions_survey` ON `survey_questions` (`survey_id`,`position`);--> statement-breakpoint
CREATE TABLE `survey_responses` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`survey_id` text NOT NULL,
	`member_id` text,
	`at` integer,
	`month` text NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `survey_responses_survey` ON `survey_responses` (`survey_id`);--> statement-breakpoint
CREATE TABLE `surveys` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`title` text NOT NULL,
	`intro` text NOT NULL,
	`trigger` text NOT NULL,
	`opens_at` integer,
	`closes_at` integer,
	`after_days` integer,
	`audience` text DEFAULT 'everybody' NOT NULL,
	`mails` integer DEFAULT false NOT NULL,
	`anonymous` integer NOT NULL,
	`segment_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	`archived_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`segment_id`) REFERENCES `segments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `surveys_community` ON `surveys` (`community_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `weekly_letters` (
	`community_id` text NOT NULL,
	`user_id` text NOT NULL,
	`wanted` integer NOT NULL,
	`sent_week` text,
	`sent_at` integer,
	PRIMARY KEY(`community_id`, `user_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `letter_refusals` (
	`community_id` text NOT NULL,
	`member_id` text NOT NULL,
	`refused_at` integer NOT NULL,
	PRIMARY KEY(`community_id`, `member_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `outreach` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`subject` text NOT NULL,
	`message` text NOT NULL,
	`coupon_id` text,
	`hold_out_bp` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `outreach_community` ON `outreach` (`community_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `outreach_members` (
	`outreach_id` text NOT NULL,
	`community_id` text NOT NULL,
	`member_id` text NOT NULL,
	`arm` text NOT NULL,
	`points` integer NOT NULL,
	`sent_at` integer,
	`done_at` integer,
	`note` text NOT NULL,
	PRIMARY KEY(`outreach_id`, `member_id`),
	FOREIGN KEY (`outreach_id`) REFERENCES `outreach`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `outreach_members_member` ON `outreach_members` (`community_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `risk_bands` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`band` text NOT NULL,
	`members` integer NOT NULL,
	`left` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `band`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `risk_scores` (
	`community_id` text NOT NULL,
	`member_id` text NOT NULL,
	`as_of` integer NOT NULL,
	`points` integer NOT NULL,
	`band` text NOT NULL,
	`reasons` text NOT NULL,
	`monthly_amount` real NOT NULL,
	`currency` text,
	`standing` text NOT NULL,
	`product_id` text,
	`reason_keys` text NOT NULL,
	PRIMARY KEY(`community_id`, `member_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`member_id`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `risk_scores_points` ON `risk_scores` (`community_id`,`points`);--> statement-breakpoint
CREATE TABLE `segments` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`name` text NOT NULL,
	`rule` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `segments_community` ON `segments` (`community_id`,`archived_at`);--> statement-breakpoint
CREATE TABLE `arrivals` (
	`community_id` text NOT NULL,
	`user_id` text NOT NULL,
	`seen_at` integer NOT NULL,
	`first_at` integer NOT NULL,
	`first_channel` text NOT NULL,
	`first_source` text NOT NULL,
	`first_campaign` text NOT NULL,
	`first_post_id` text,
	`last_at` integer NOT NULL,
	`last_channel` text NOT NULL,
	`last_source` text NOT NULL,
	`last_campaign` text NOT NULL,
	`last_post_id` text,
	PRIMARY KEY(`community_id`, `user_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `arrivals_first` ON `arrivals` (`community_id`,`first_channel`,`first_source`);--> statement-breakpoint
CREATE TABLE `post_reads` (
	`community_id` text NOT NULL,
	`post_id` text NOT NULL,
	`user_id` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`progress` integer NOT NULL,
	`completed_at` integer,
	PRIMARY KEY(`post_id`, `user_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `post_reads_user` ON `post_reads` (`community_id`,`user_id`,`last_at`);--> statement-breakpoint
CREATE INDEX `post_reads_first` ON `post_reads` (`community_id`,`user_id`,`first_at`);--> statement-breakpoint
CREATE TABLE `post_view_days` (
	`community_id` text NOT NULL,
	`post_id` text NOT NULL,
	`day` text NOT NULL,
	`views` integer NOT NULL,
	`readers` integer NOT NULL,
	`completions` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `post_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `post_view_days_post` ON `post_view_days` (`post_id`,`day`);--> statement-breakpoint
CREATE TABLE `presence_days` (
	`community_id` text NOT NULL,
	`user_id` text NOT NULL,
	`day` text NOT NULL,
	`views` integer NOT NULL,
	PRIMARY KEY(`community_id`, `user_id`, `day`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `presence_days_day` ON `presence_days` (`community_id`,`day`);--> statement-breakpoint
CREATE TABLE `search_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`term` text NOT NULL,
	`searches` integer NOT NULL,
	`found` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `term`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `visit_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`channel` text NOT NULL,
	`source` text NOT NULL,
	`visitors` integer NOT NULL,
	`views` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `channel`, `source`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `visit_marks` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`mark` text NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `mark`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `member_periods` ADD `discount_monthly` real;--> statement-breakpoint
ALTER TABLE `member_periods` ADD `discount_ends_at` integer;--> statement-breakpoint
CREATE INDEX `member_periods_ends` ON `member_periods` (`community_id`,`scope`,`ends_at`);--> statement-breakpoint
ALTER TABLE `projection_state` ADD `shape` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projection_state` ADD `seen_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projection_state` ADD `took_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projection_state` ADD `checked_at` integer;--> statement-breakpoint
ALTER TABLE `projection_state` ADD `drift_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `communities` ADD `answer_hours` integer DEFAULT 24 NOT NULL;--> statement-breakpoint
CREATE INDEX `journal_turns` ON `journal` (`community_id`,`verb`,`at`) WHERE verb in ('member.role_changed', 'subscription.past_due', 'subscription.recovered', 'trial.started', 'trial.ended');--> statement-breakpoint
CREATE INDEX `member_periods_discounts` ON `member_periods` (`community_id`,`discount_ends_at`) WHERE discount_ends_at is not null;--> statement-breakpoint
CREATE INDEX `journal_leaving` ON `journal` (`community_id`,`at`) WHERE verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended');--> statement-breakpoint
CREATE INDEX `journal_periods` ON `journal` (`community_id`,`member_id`,`at`) WHERE verb in ('member.joined', 'member.left', 'paying.started', 'paying.changed', 'paying.ended');--> statement-breakpoint
CREATE INDEX `journal_answers` ON `journal` (`community_id`,`at`) WHERE verb in ('answer.accepted', 'answer.unaccepted');