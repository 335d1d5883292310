DROP INDEX `payments_person`;--> statement-breakpoint
CREATE INDEX `payments_person` ON `payments` (`user_id`,`community_id`,`at`,`kind`,`product_id`,`currency`,`amount`);--> statement-breakpoint
DROP INDEX `subscriptions_user`;--> statement-breakpoint
CREATE INDEX `subscriptions_user` ON `subscriptions` (`user_id`,`community_id`,`live`);--> statement-breakpoint
DROP INDEX `posts_newest`;--> statement-breakpoint
CREATE INDEX `posts_newest` ON `posts` (`community_id`,`state`,`published_at`,`id`,`kind`,`topic_id`);--> statement-breakpoint
CREATE INDEX `risk_scores_bands` ON `risk_scores` (`community_id`,`band`,`currency`,`monthly_amount`);