CREATE TABLE `differences` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`community_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`ours` text NOT NULL,
	`theirs` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `reconcile_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `differences_run` ON `differences` (`run_id`);--> statement-breakpoint
CREATE INDEX `differences_community` ON `differences` (`community_id`,`at`);--> statement-breakpoint
CREATE TABLE `notices` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`community_id` text NOT NULL,
	`user_id` text NOT NULL,
	`payload` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`sent_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notices_state` ON `notices` (`state`,`at`);--> statement-breakpoint
CREATE INDEX `notices_user` ON `notices` (`user_id`);--> statement-breakpoint
CREATE TABLE `reconcile_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`started_by` text,
	`looked` integer DEFAULT 0 NOT NULL,
	`repaired` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `reconcile_runs_community` ON `reconcile_runs` (`community_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `stripe_accounts` (
	`community_id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`state` text NOT NULL,
	`charges_enabled` integer NOT NULL,
	`payouts_enabled` integer NOT NULL,
	`details_submitted` integer NOT NULL,
	`country` text,
	`created_at` integer NOT NULL,
	`synced_at` integer NOT NULL,
	`disconnected_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stripe_accounts_account` ON `stripe_accounts` (`account`);--> statement-breakpoint
CREATE TABLE `bundle_items` (
	`community_id` text NOT NULL,
	`bundle_product_id` text NOT NULL,
	`product_id` text NOT NULL,
	PRIMARY KEY(`bundle_product_id`, `product_id`),
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`bundle_product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`payment_id` text NOT NULL,
	`user_id` text,
	`account` text DEFAULT '' NOT NULL,
	`stripe_dispute_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`due_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `disputes_stripe` ON `disputes` (`account`,`stripe_dispute_id`);--> statement-breakpoint
CREATE INDEX `disputes_payment` ON `disputes` (`payment_id`);--> statement-breakpoint
CREATE INDEX `disputes_community` ON `disputes` (`community_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`transaction_id` text NOT NULL,
	`line` integer NOT NULL,
	`community_id` text NOT NULL,
	`debit` text NOT NULL,
	`credit` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	PRIMARY KEY(`transaction_id`, `line`),
	FOREIGN KEY (`transaction_id`) REFERENCES `ledger_transactions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_entries_amount" CHECK(amount > 0),
	CONSTRAINT "ledger_entries_accounts" CHECK(debit <> credit)
);
--> statement-breakpoint
CREATE INDEX `ledger_entries_debit` ON `ledger_entries` (`community_id`,`currency`,`debit`);--> statement-breakpoint
CREATE INDEX `ledger_entries_credit` ON `ledger_entries` (`community_id`,`currency`,`credit`);--> statement-breakpoint
CREATE TABLE `ledger_transactions` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`payment_id` text,
	`note` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_transactions_key` ON `ledger_transactions` (`community_id`,`key`);--> statement-breakpoint
CREATE INDEX `ledger_transactions_at` ON `ledger_transactions` (`community_id`,`at`);--> statement-breakpoint
CREATE INDEX `ledger_transactions_payment` ON `ledger_transactions` (`payment_id`);--> statement-breakpoint
CREATE TABLE `payouts` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`account` text DEFAULT '' NOT NULL,
	`stripe_payout_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`state` text NOT NULL,
	`arrives_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_stripe` ON `payouts` (`account`,`stripe_payout_id`,`community_id`);--> statement-breakpoint
CREATE INDEX `payouts_community` ON `payouts` (`community_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `receipt_counters` (
	`community_id` text PRIMARY KEY NOT NULL,
	`next` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `receipts` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`number` text NOT NULL,
	`payment_id` text NOT NULL,
	`kind` text NOT NULL,
	`issued_at` integer NOT NULL,
	`seller` text NOT NULL,
	`buyer` text NOT NULL,
	`lines` text NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_number` ON `receipts` (`community_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_payment` ON `receipts` (`payment_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`payment_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`self_service` integer NOT NULL,
	`requested_by` text,
	`requested_at` integer NOT NULL,
	`account` text DEFAULT '' NOT NULL,
	`stripe_refund_id` text,
	`settled_at` integer,
	`ends_access` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_stripe` ON `refunds` (`account`,`stripe_refund_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_one_requested` ON `refunds` (`payment_id`) WHERE state = 'requested';--> statement-breakpoint
CREATE INDEX `refunds_payment` ON `refunds` (`payment_id`);--> statement-breakpoint
CREATE INDEX `refunds_community` ON `refunds` (`community_id`,`requested_at`);--> statement-breakpoint
CREATE TABLE `sandbox_faults` (
	`id` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`kind` text NOT NULL,
	`times` integer NOT NULL,
	`slow_ms` integer
);
--> statement-breakpoint
CREATE TABLE `comps` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`user_id` text NOT NULL,
	`member_id` text NOT NULL,
	`product_id` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `comps_one_trial` ON `comps` (`community_id`,`user_id`,`kind`,`product_id`) WHERE kind = 'trial';--> statement-breakpoint
CREATE INDEX `comps_holder` ON `comps` (`community_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `comps_user` ON `comps` (`user_id`);--> statement-breakpoint
CREATE TABLE `coupon_uses` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`coupon_id` text NOT NULL,
	`order_id` text NOT NULL,
	`user_id` text NOT NULL,
	`person_key` text NOT NULL,
	`state` text NOT NULL,
	`slot` integer NOT NULL,
	`reserved_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`coupon_id`) REFERENCES `coupons`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coupon_uses_order` ON `coupon_uses` (`order_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `coupon_uses_slot` ON `coupon_uses` (`coupon_id`,`person_key`,`slot`) WHERE state in ('reserved', 'counted');--> statement-breakpoint
CREATE INDEX `coupon_uses_coupon` ON `coupon_uses` (`coupon_id`,`state`);--> statement-breakpoint
CREATE TABLE `coupons` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`code` text NOT NULL,
	`code_key` text NOT NULL,
	`percent_bp` integer,
	`amount_off` integer,
	`currency` text,
	`duration` text NOT NULL,
	`months` integer,
	`starts_at` integer,
	`ends_at` integer,
	`max_total` integer,
	`max_per_person` integer,
	`taken` integer DEFAULT 0 NOT NULL,
	`product_ids` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`archived_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "coupons_one_form" CHECK((percent_bp is null) <> (amount_off is null)),
	CONSTRAINT "coupons_taken" CHECK(taken >= 0 and (max_total is null or taken <= max_total))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coupons_code` ON `coupons` (`community_id`,`code_key`) WHERE archived_at is null;--> statement-breakpoint
CREATE TABLE `gifts` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`order_id` text NOT NULL,
	`price_id` text NOT NULL,
	`product_id` text NOT NULL,
	`term_days` integer,
	`buyer_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`to_email` text,
	`note` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`redeemed_by` text,
	`redeemed_at` integer,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`price_id`) REFERENCES `prices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`buyer_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`redeemed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gifts_order` ON `gifts` (`order_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `gifts_code` ON `gifts` (`code_hash`);--> statement-breakpoint
CREATE INDEX `gifts_buyer` ON `gifts` (`buyer_id`);--> statement-breakpoint
CREATE INDEX `gifts_redeemer` ON `gifts` (`redeemed_by`);--> statement-breakpoint
CREATE INDEX `gifts_waiting` ON `gifts` (`state`,`expires_at`);--> statement-breakpoint
CREATE TABLE `published` (
	`account` text DEFAULT '' NOT NULL,
	`kind` text NOT NULL,
	`local_id` text NOT NULL,
	`stripe_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account`, `kind`, `local_id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `published_stripe` ON `published` (`account`,`stripe_id`);--> statement-breakpoint
CREATE TABLE `trial_uses` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`kind` text NOT NULL,
	`key_hash` text NOT NULL,
	`user_id` text NOT NULL,
	`subscription_id` text,
	`order_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trial_uses_key` ON `trial_uses` (`community_id`,`kind`,`key_hash`);--> statement-breakpoint
CREATE INDEX `trial_uses_user` ON `trial_uses` (`user_id`);--> statement-breakpoint
-- What of ours exists at Stripe has a table of its own: an id per account, not one.
INSERT INTO `published` (`account`, `kind`, `local_id`, `stripe_id`, `created_at`) SELECT '', 'product', `id`, `stripe_product_id`, `created_at` FROM `products` WHERE `stripe_product_id` IS NOT NULL;--> statement-breakpoint
INSERT INTO `published` (`account`, `kind`, `local_id`, `stripe_id`, `created_at`) SELECT '', 'price', `id`, `stripe_price_id`, `created_at` FROM `prices` WHERE `stripe_price_id` IS NOT NULL;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_prices` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`product_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`interval` text,
	`term_days` integer,
	`term_until` integer,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`community_id`) REFERENCES `communities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "prices_one_term" CHECK(term_days is null or term_until is null)
);
--> statement-breakpoint
INSERT INTO `__new_prices`(`id`, `community_id`, `product_id`, `currency`, `amount`, `interval`, `term_days`, `term_until`, `created_at`, `archived_at`) SELECT `id`, `community_id`, `product_id`, `currency`, `amount`, `interval`, NULL, NULL, `created_at`, `archived_at` FROM `prices`;--> statement-breakpoint
DROP TABLE `prices`;--> statement-breakpoint
ALTER TABLE `__new_prices` RENAME TO `prices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `prices_product` ON `prices` (`product_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `prices_on_sale` ON `prices` (`product_id`,`currency`,coalesce(`interval`, ''),coalesce(`term_days`, 0),coalesce(`term_until`, 0)) WHERE archived_at is null;--> statement-breakpoint
CREATE TABLE `__new_customers` (
	`user_id` text NOT NULL,
	`account` text DEFAULT '' NOT NULL,
	`stripe_customer_id` text NOT NULL,
	`sync_version` integer DEFAULT 0 NOT NULL,
	`synced_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `account`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_customers`(`user_id`, `account`, `stripe_customer_id`, `sync_version`, `synced_at`, `created_at`) SELECT `user_id`, '', `stripe_customer_id`, `sync_version`, NULL, `created_at` FROM `customers`;--> statement-breakpoint
DROP TABLE `customers`;--> statement-breakpoint
ALTER TABLE `__new_customers` RENAME TO `customers`;--> statement-breakpoint
CREATE UNIQUE INDEX `customers_stripe` ON `customers` (`account`,`stripe_customer_id`);--> statement-breakpoint
CREATE INDEX `customers_synced` ON `customers` (`synced_at`);--> statement-breakpoint
DROP INDEX `orders_one_open`;--> statement-breakpoint
ALTER TABLE `orders` ADD `account` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `kind` text DEFAULT 'payment' NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `list_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `credit_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `discount_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `coupon_id` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `coupon_use_id` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `trial_days` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `trial_until` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `gift_to` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `gift_note` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `stripe_payment_intent_id` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `paid_at` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `refunded_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `refunded_at` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `disputed_at` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `dispute_state` text;--> statement-breakpoint
CREATE INDEX `orders_community` ON `orders` (`community_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `orders_intent` ON `orders` (`account`,`stripe_payment_intent_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `orders_one_open` ON `orders` (`user_id`,`price_id`,`kind`) WHERE state = 'open';--> statement-breakpoint
DROP INDEX `subscriptions_stripe`;--> statement-breakpoint
DROP INDEX `subscriptions_one_live`;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `family` text DEFAULT 'plans' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `order_id` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `account` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `cancel_comment` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `trial_ends_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `resumes_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `pending_price_id` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `pending_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `stripe_schedule_id` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `coupon_id` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `discount_until` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `payment_failed_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `carried_from` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `refused_calls` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `subscriptions_community` ON `subscriptions` (`community_id`,`live`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_stripe` ON `subscriptions` (`account`,`stripe_subscription_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_one_live` ON `subscriptions` (`community_id`,`user_id`,`family`) WHERE live;--> statement-breakpoint
CREATE TABLE `__new_stripe_events` (
	`account` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`state` text DEFAULT 'noted' NOT NULL,
	`customer_id` text,
	`created_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`account`, `id`)
);
--> statement-breakpoint
INSERT INTO `__new_stripe_events`(`account`, `id`, `type`, `state`, `customer_id`, `created_at`, `received_at`) SELECT '', `id`, `type`, 'noted', `customer_id`, `created_at`, `received_at` FROM `stripe_events`;--> statement-breakpoint
DROP TABLE `stripe_events`;--> statement-breakpoint
ALTER TABLE `__new_stripe_events` RENAME TO `stripe_events`;--> statement-breakpoint
ALTER TABLE `benefits` ADD `kind` text DEFAULT 'texts' NOT NULL;--> statement-breakpoint
ALTER TABLE `benefits` ADD `description` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `benefits` ADD `position` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `benefits` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `grants` ADD `paid_until` integer;--> statement-breakpoint
ALTER TABLE `grants` ADD `source_note` text;--> statement-breakpoint
CREATE INDEX `grants_ending` ON `grants` (`ends_at`);--> statement-breakpoint
ALTER TABLE `payments` ADD `account` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `payments` ADD `order_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `subscription_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `charged_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `discount_amount` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `payments` ADD `fee_amount` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `fee_currency` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `net_amount` integer;--> statement-breakpoint
ALTER TABLE `payments` ADD `balance_transaction_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `method` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `stripe_payment_intent_id` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `stripe_charge_id` text;--> statement-breakpoint
CREATE INDEX `payments_intent` ON `payments` (`account`,`stripe_payment_intent_id`);--> statement-breakpoint
CREATE INDEX `payments_charged` ON `payments` (`charged_id`);--> statement-breakpoint
ALTER TABLE `products` ADD `description` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `description_html` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `featured` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `family` text DEFAULT 'plans' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `access_after_refund` text DEFAULT 'ends' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `trial_days` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `free_trial_days` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `products_one_free` ON `products` (`community_id`) WHERE kind = 'free';--> statement-breakpoint
ALTER TABLE `communities` ADD `grace_days` integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE `communities` ADD `refund_days` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `communities` ADD `refund_max_posts` integer;--> statement-breakpoint
ALTER TABLE `communities` ADD `platform_fee_bp` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sandbox_deliveries` ADD `account` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sandbox_deliveries` ADD `copies` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `sandbox_deliveries` ADD `not_before` integer;--> statement-breakpoint
ALTER TABLE `sandbox_objects` ADD `account` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `sandbox_objects_account` ON `sandbox_objects` (`account`,`kind`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_thread` ON `comments` (`thread_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `posts_pinned` ON `posts` (`community_id`,`state`,`pinned_at`,`id`) WHERE pinned_at is not null;--> statement-breakpoint
ALTER TABLE `products` DROP COLUMN `stripe_product_id`;--> statement-breakpoint
-- What the new columns say of the rows there are.
UPDATE `benefits` SET `kind` = 'post' WHERE `post_id` IS NOT NULL;--> statement-breakpoint
UPDATE `grants` SET `paid_until` = `ends_at`;--> statement-breakpoint
UPDATE `orders` SET `list_amount` = `amount`, `kind` = CASE WHEN (SELECT `interval` FROM `prices` WHERE `prices`.`id` = `orders`.`price_id`) IS NULL THEN 'payment' ELSE 'subscription' END, `paid_at` = CASE WHEN `state` = 'paid' THEN `settled_at` END;--> statement-breakpoint
UPDATE `payments` SET `stripe_payment_intent_id` = `stripe_id` WHERE substr(`stripe_id`, 1, 3) = 'pi_';--> statement-breakpoint
-- Receipts become papers of their own, under the numbers they were given.
INSERT INTO `receipts` (`id`, `community_id`, `number`, `payment_id`, `kind`, `issued_at`, `seller`, `buyer`, `lines`) SELECT `payments`.`id`, `payments`.`community_id`, `payments`.`number`, `payments`.`id`, CASE `payments`.`kind` WHEN 'refund' THEN 'refund' ELSE 'receipt' END, `payments`.`at`, json_object('name', `communities`.`name`, 'contact', `communities`.`slug`), json_object('name', coalesce(`users`.`name`, ''), 'contact', coalesce(`users`.`email`, '')), json_array(json_object('label', `products`.`name`, 'amount', `payments`.`amount`, 'currency', `payments`.`currency`, 'from', `payments`.`period_start`, 'until', `payments`.`period_end`)) FROM `payments` INNER JOIN `communities` ON `communities`.`id` = `payments`.`community_id` INNER JOIN `products` ON `products`.`id` = `payments`.`product_id` LEFT JOIN `users` ON `users`.`id` = `payments`.`user_id` ORDER BY `payments`.`community_id`, `payments`.`number`;--> statement-breakpoint
INSERT INTO `receipt_counters` (`community_id`, `next`) SELECT `community_id`, count(*) + 1 FROM `payments` GROUP BY `community_id`;--> statement-breakpoint
-- The books and the papers are append-only, whoever writes the SQL.
CREATE TRIGGER `ledger_transactions_no_update` BEFORE UPDATE ON `ledger_transactions` BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `ledger_transactions_no_delete` BEFORE DELETE ON `ledger_transactions` BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `ledger_entries_no_update` BEFORE UPDATE ON `ledger_entries` BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `ledger_entries_no_delete` BEFORE DELETE ON `ledger_entries` BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `receipts_no_update` BEFORE UPDATE ON `receipts` BEGIN SELECT RAISE(ABORT, 'receipts is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `receipts_no_delete` BEFORE DELETE ON `receipts` BEGIN SELECT RAISE(ABORT, 'receipts is append-only'); END;
