ALTER TABLE `activity_month_packs` ADD `revision` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `activity_packs` ADD `revision` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `member_turns` ADD `revision` text DEFAULT '' NOT NULL;