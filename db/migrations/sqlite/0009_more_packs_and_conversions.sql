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
CREATE TABLE `member_payments` (
	`community_id` text NOT NULL,
	`pack` integer NOT NULL,
	`revision` text NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `pack`)
);
