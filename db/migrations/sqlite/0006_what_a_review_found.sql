CREATE TABLE `activity_packs` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `happening_days` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`currency` text NOT NULL,
	`kind` text NOT NULL,
	`net` integer NOT NULL,
	`amount` real NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `currency`, `kind`, `net`)
);
--> statement-breakpoint
CREATE TABLE `member_numbers` (
	`community_id` text NOT NULL,
	`member_id` text NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`community_id`, `member_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `member_numbers_number` ON `member_numbers` (`community_id`,`number`);--> statement-breakpoint
CREATE TABLE `member_turns` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `order_credits` (
	`community_id` text NOT NULL,
	`order_id` text NOT NULL,
	`credited_order_id` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`order_id`, `credited_order_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`credited_order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `order_credits_credited` ON `order_credits` (`credited_order_id`);--> statement-breakpoint
DROP INDEX `first_replies_asked`;--> statement-breakpoint
CREATE INDEX `first_replies_waits` ON `first_replies` (`community_id`,`asked_at`,`kind`,`replied_at`,`accepted_at`,`removed_at`,`asker_id`);--> statement-breakpoint
DROP INDEX `payments_user`;--> statement-breakpoint
CREATE INDEX `payments_person` ON `payments` (`user_id`,`community_id`,`at`);--> statement-breakpoint
ALTER TABLE `surveys` ADD `audience_rule` text;--> statement-breakpoint
ALTER TABLE `search_days` ADD `people` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `visit_marks` ADD `fresh` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `journal_charges` ON `journal` (`community_id`,`currency`,`member_id`,`at`,`amount`) WHERE verb = 'payment.charged' and amount > 0;--> statement-breakpoint
CREATE INDEX `arrivals_seen` ON `arrivals` (`community_id`,`seen_at`);
--> statement-breakpoint
CREATE TABLE `activity_days_by_key` (
	`community_id` text NOT NULL,
	`day` text NOT NULL,
	`member_id` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`community_id`, `day`, `member_id`, `kind`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `activity_days_by_key` SELECT `community_id`, `day`, `member_id`, `kind`, `count` FROM `activity_days` ORDER BY 1, 2, 3, 4;
--> statement-breakpoint
DROP TABLE `activity_days`;
--> statement-breakpoint
ALTER TABLE `activity_days_by_key` RENAME TO `activity_days`;
