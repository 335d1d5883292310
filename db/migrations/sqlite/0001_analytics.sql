-- Projections are made again from the journal, so the tables are replaced rather than rebuilt row by row.
DROP TABLE `member_periods`;--> statement-breakpoint
CREATE TABLE `member_periods` (
	`community_id` text NOT NULL,
	`member_id` text NOT NULL,
	`scope` text NOT NULL,
	`starts_at` integer NOT NULL,
	`source_id` text NOT NULL,
	`ends_at` integer,
	`monthly_amount` real,
	`currency` text,
	`product_id` text,
	`interval` text,
	`end_reason` text,
	PRIMARY KEY(`community_id`, `member_id`, `scope`, `starts_at`, `source_id`)
);
--> statement-breakpoint
CREATE INDEX `member_periods_starts` ON `member_periods` (`community_id`,`scope`,`starts_at`);--> statement-breakpoint
DROP TABLE `projection_state`;--> statement-breakpoint
CREATE TABLE `projection_state` (
	`community_id` text PRIMARY KEY NOT NULL,
	`zone` text NOT NULL,
	`projected_to` integer NOT NULL,
	`projected_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `journal_member` ON `journal` (`community_id`,`member_id`,`at`);
