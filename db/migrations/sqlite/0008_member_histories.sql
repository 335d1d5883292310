CREATE TABLE `member_histories` (
	`community_id` text NOT NULL,
	`pack` integer NOT NULL,
	`revision` text NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `pack`)
);
--> statement-breakpoint
DROP INDEX `journal_charges`;--> statement-breakpoint
CREATE INDEX `journal_first_charges` ON `journal` (`community_id`,`member_id`,`currency`,`at`,`recorded_at`) WHERE verb = 'payment.charged' and amount > 0;