CREATE TABLE `activity_month_packs` (
	`community_id` text NOT NULL,
	`month` integer NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `month`)
);
--> statement-breakpoint
CREATE TABLE `conversions` (
	`community_id` text NOT NULL,
	`kind` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	`post_id` text,
	PRIMARY KEY(`community_id`, `kind`, `member_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `conversions_at` ON `conversions` (`community_id`,`kind`,`at`,`post_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `first_steps` (
	`community_id` text NOT NULL,
	`user_id` text NOT NULL,
	`member_id` text NOT NULL,
	`joined_at` integer,
	`commented_at` integer,
	`posted_at` integer,
	`paid_at` integer,
	PRIMARY KEY(`community_id`, `user_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `first_steps_joined` ON `first_steps` (`community_id`,`joined_at`);--> statement-breakpoint
CREATE TABLE `member_payments` (
	`community_id` text NOT NULL,
	`pack` integer NOT NULL,
	`revision` text NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `pack`)
);
--> statement-breakpoint
DROP INDEX `posts_newest`;--> statement-breakpoint
CREATE INDEX `posts_newest` ON `posts` (`community_id`,`state`,`published_at`,`id`);