CREATE TABLE "differences" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"run_id" text COLLATE "C" NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"ours" text COLLATE "C" NOT NULL,
	"theirs" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"payload" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE TABLE "reconcile_runs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C",
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"started_by" text COLLATE "C",
	"looked" integer DEFAULT 0 NOT NULL,
	"repaired" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stripe_accounts" (
	"community_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"charges_enabled" boolean NOT NULL,
	"payouts_enabled" boolean NOT NULL,
	"details_submitted" boolean NOT NULL,
	"country" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"synced_at" bigint NOT NULL,
	"disconnected_at" bigint
);
--> statement-breakpoint
CREATE TABLE "bundle_items" (
	"community_id" text COLLATE "C" NOT NULL,
	"bundle_product_id" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "bundle_items_bundle_product_id_product_id_pk" PRIMARY KEY("bundle_product_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"payment_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"account" text COLLATE "C" DEFAULT '' NOT NULL,
	"stripe_dispute_id" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"opened_at" bigint NOT NULL,
	"closed_at" bigint,
	"due_at" bigint
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"transaction_id" text COLLATE "C" NOT NULL,
	"line" integer NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"debit" text COLLATE "C" NOT NULL,
	"credit" text COLLATE "C" NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	CONSTRAINT "ledger_entries_transaction_id_line_pk" PRIMARY KEY("transaction_id","line"),
	CONSTRAINT "ledger_entries_amount" CHECK (amount > 0),
	CONSTRAINT "ledger_entries_accounts" CHECK (debit <> credit)
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	"payment_id" text COLLATE "C",
	"note" text COLLATE "C" DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" DEFAULT '' NOT NULL,
	"stripe_payout_id" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"arrives_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt_counters" (
	"community_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"next" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"payment_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"issued_at" bigint NOT NULL,
	"seller" jsonb NOT NULL,
	"buyer" jsonb NOT NULL,
	"lines" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"payment_id" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"self_service" boolean NOT NULL,
	"requested_by" text COLLATE "C",
	"requested_at" bigint NOT NULL,
	"account" text COLLATE "C" DEFAULT '' NOT NULL,
	"stripe_refund_id" text COLLATE "C",
	"settled_at" bigint,
	"ends_access" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox_faults" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"path" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"times" integer NOT NULL,
	"slow_ms" integer
);
--> statement-breakpoint
CREATE TABLE "comps" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" DEFAULT '' NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint,
	"created_at" bigint NOT NULL,
	"created_by" text COLLATE "C",
	"ended_at" bigint,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "coupon_uses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"coupon_id" text COLLATE "C" NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"person_key" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"slot" integer NOT NULL,
	"reserved_at" bigint NOT NULL,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"code_key" text COLLATE "C" NOT NULL,
	"percent_bp" integer,
	"amount_off" integer,
	"currency" text COLLATE "C",
	"duration" text COLLATE "C" NOT NULL,
	"months" integer,
	"starts_at" bigint,
	"ends_at" bigint,
	"max_total" integer,
	"max_per_person" integer,
	"taken" integer DEFAULT 0 NOT NULL,
	"product_ids" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text COLLATE "C",
	"archived_at" bigint,
	CONSTRAINT "coupons_one_form" CHECK ((percent_bp is null) <> (amount_off is null)),
	CONSTRAINT "coupons_taken" CHECK (taken >= 0 and (max_total is null or taken <= max_total))
);
--> statement-breakpoint
CREATE TABLE "gifts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"price_id" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	"term_days" integer,
	"buyer_id" text COLLATE "C" NOT NULL,
	"code_hash" text COLLATE "C" NOT NULL,
	"to_email" text COLLATE "C",
	"note" text COLLATE "C" DEFAULT '' NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"redeemed_by" text COLLATE "C",
	"redeemed_at" bigint,
	"expires_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "published" (
	"account" text COLLATE "C" DEFAULT '' NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"local_id" text COLLATE "C" NOT NULL,
	"stripe_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "published_account_kind_local_id_pk" PRIMARY KEY("account","kind","local_id")
);
--> statement-breakpoint
CREATE TABLE "trial_uses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"key_hash" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"subscription_id" text COLLATE "C",
	"order_id" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "prices_stripe";--> statement-breakpoint
DROP INDEX "customers_stripe";--> statement-breakpoint
DROP INDEX "orders_one_open";--> statement-breakpoint
DROP INDEX "subscriptions_stripe";--> statement-breakpoint
DROP INDEX "subscriptions_one_live";--> statement-breakpoint
ALTER TABLE "customers" DROP CONSTRAINT "customers_pkey";--> statement-breakpoint
ALTER TABLE "stripe_events" DROP CONSTRAINT "stripe_events_pkey";--> statement-breakpoint
ALTER TABLE "benefits" ADD COLUMN "kind" text COLLATE "C" DEFAULT 'texts' NOT NULL;--> statement-breakpoint
ALTER TABLE "benefits" ADD COLUMN "description" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "benefits" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "benefits" ADD COLUMN "archived_at" bigint;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "synced_at" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "paid_until" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "source_note" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "kind" text COLLATE "C" DEFAULT 'payment' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "list_amount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "credit_amount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount_amount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "coupon_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "coupon_use_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "trial_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "trial_until" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "gift_to" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "gift_note" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stripe_payment_intent_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "expires_at" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "paid_at" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refunded_amount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refunded_at" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "disputed_at" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "dispute_state" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "order_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "subscription_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "charged_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "discount_amount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "fee_amount" integer;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "fee_currency" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "net_amount" integer;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "balance_transaction_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "method" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "stripe_payment_intent_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "stripe_charge_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "term_days" integer;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "term_until" bigint;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "description" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "description_html" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "featured" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "family" text COLLATE "C" DEFAULT 'plans' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "access_after_refund" text COLLATE "C" DEFAULT 'ends' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "trial_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "free_trial_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD COLUMN "state" text COLLATE "C" DEFAULT 'noted' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_user_id_account_pk" PRIMARY KEY("user_id","account");--> statement-breakpoint
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_account_id_pk" PRIMARY KEY("account","id");--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "family" text COLLATE "C" DEFAULT 'plans' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "order_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "cancel_comment" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "trial_ends_at" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "paused_at" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "resumes_at" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "pending_price_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "pending_at" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "stripe_schedule_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "coupon_id" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "discount_until" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "payment_failed_at" bigint;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "carried_from" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "refused_calls" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "grace_days" integer DEFAULT 7 NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "refund_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "refund_max_posts" integer;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "platform_fee_bp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox_deliveries" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox_deliveries" ADD COLUMN "copies" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sandbox_deliveries" ADD COLUMN "not_before" bigint;--> statement-breakpoint
ALTER TABLE "sandbox_objects" ADD COLUMN "account" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "differences" ADD CONSTRAINT "differences_run_id_reconcile_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconcile_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconcile_runs" ADD CONSTRAINT "reconcile_runs_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_accounts" ADD CONSTRAINT "stripe_accounts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_items" ADD CONSTRAINT "bundle_items_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_items" ADD CONSTRAINT "bundle_items_bundle_product_id_products_id_fk" FOREIGN KEY ("bundle_product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_items" ADD CONSTRAINT "bundle_items_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_ledger_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."ledger_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_counters" ADD CONSTRAINT "receipt_counters_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comps" ADD CONSTRAINT "comps_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comps" ADD CONSTRAINT "comps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comps" ADD CONSTRAINT "comps_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_price_id_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_buyer_id_users_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gifts" ADD CONSTRAINT "gifts_redeemed_by_users_id_fk" FOREIGN KEY ("redeemed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_uses" ADD CONSTRAINT "trial_uses_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_uses" ADD CONSTRAINT "trial_uses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "differences_run" ON "differences" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "differences_community" ON "differences" USING btree ("community_id","at");--> statement-breakpoint
CREATE INDEX "notices_state" ON "notices" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "notices_user" ON "notices" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "reconcile_runs_community" ON "reconcile_runs" USING btree ("community_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "stripe_accounts_account" ON "stripe_accounts" USING btree ("account");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_stripe" ON "disputes" USING btree ("account","stripe_dispute_id");--> statement-breakpoint
CREATE INDEX "disputes_payment" ON "disputes" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "disputes_community" ON "disputes" USING btree ("community_id","opened_at");--> statement-breakpoint
CREATE INDEX "ledger_entries_debit" ON "ledger_entries" USING btree ("community_id","currency","debit");--> statement-breakpoint
CREATE INDEX "ledger_entries_credit" ON "ledger_entries" USING btree ("community_id","currency","credit");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transactions_key" ON "ledger_transactions" USING btree ("community_id","key");--> statement-breakpoint
CREATE INDEX "ledger_transactions_at" ON "ledger_transactions" USING btree ("community_id","at");--> statement-breakpoint
CREATE INDEX "ledger_transactions_payment" ON "ledger_transactions" USING btree ("payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_stripe" ON "payouts" USING btree ("account","stripe_payout_id","community_id");--> statement-breakpoint
CREATE INDEX "payouts_community" ON "payouts" USING btree ("community_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_number" ON "receipts" USING btree ("community_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_payment" ON "receipts" USING btree ("payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_stripe" ON "refunds" USING btree ("account","stripe_refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_one_requested" ON "refunds" USING btree ("payment_id") WHERE state = 'requested';--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_community" ON "refunds" USING btree ("community_id","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "comps_one_trial" ON "comps" USING btree ("community_id","user_id","kind","product_id") WHERE kind = 'trial';--> statement-breakpoint
CREATE INDEX "comps_holder" ON "comps" USING btree ("community_id","user_id");--> statement-breakpoint
CREATE INDEX "comps_user" ON "comps" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_uses_order" ON "coupon_uses" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "coupon_uses_slot" ON "coupon_uses" USING btree ("coupon_id","person_key","slot") WHERE state in ('reserved', 'counted');--> statement-breakpoint
CREATE INDEX "coupon_uses_coupon" ON "coupon_uses" USING btree ("coupon_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_code" ON "coupons" USING btree ("community_id","code_key") WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "gifts_order" ON "gifts" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "gifts_code" ON "gifts" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "gifts_buyer" ON "gifts" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "gifts_redeemer" ON "gifts" USING btree ("redeemed_by");--> statement-breakpoint
CREATE INDEX "gifts_waiting" ON "gifts" USING btree ("state","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "published_stripe" ON "published" USING btree ("account","stripe_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trial_uses_key" ON "trial_uses" USING btree ("community_id","kind","key_hash");--> statement-breakpoint
CREATE INDEX "trial_uses_user" ON "trial_uses" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "customers_synced" ON "customers" USING btree ("synced_at");--> statement-breakpoint
CREATE INDEX "grants_ending" ON "grants" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "orders_community" ON "orders" USING btree ("community_id","created_at","id");--> statement-breakpoint
CREATE INDEX "orders_intent" ON "orders" USING btree ("account","stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "payments_intent" ON "payments" USING btree ("account","stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "payments_charged" ON "payments" USING btree ("charged_id");--> statement-breakpoint
CREATE UNIQUE INDEX "prices_on_sale" ON "prices" USING btree ("product_id","currency",coalesce(interval, ''),coalesce(term_days, 0),coalesce(term_until, 0)) WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "products_one_free" ON "products" USING btree ("community_id") WHERE kind = 'free';--> statement-breakpoint
CREATE INDEX "subscriptions_community" ON "subscriptions" USING btree ("community_id","live");--> statement-breakpoint
CREATE INDEX "comments_thread" ON "comments" USING btree ("thread_id","created_at","id");--> statement-breakpoint
CREATE INDEX "posts_pinned" ON "posts" USING btree ("community_id","state","pinned_at","id") WHERE pinned_at is not null;--> statement-breakpoint
CREATE INDEX "sandbox_objects_account" ON "sandbox_objects" USING btree ("account","kind","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_stripe" ON "customers" USING btree ("account","stripe_customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_open" ON "orders" USING btree ("user_id","price_id","kind") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_stripe" ON "subscriptions" USING btree ("account","stripe_subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_live" ON "subscriptions" USING btree ("community_id","user_id","family") WHERE live;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_one_term" CHECK (term_days is null or term_until is null);--> statement-breakpoint
-- What of ours exists at Stripe has a table of its own: an id per account, not one.
INSERT INTO "published" ("account", "kind", "local_id", "stripe_id", "created_at") SELECT '', 'product', "id", "stripe_product_id", "created_at" FROM "products" WHERE "stripe_product_id" IS NOT NULL;--> statement-breakpoint
INSERT INTO "published" ("account", "kind", "local_id", "stripe_id", "created_at") SELECT '', 'price', "id", "stripe_price_id", "created_at" FROM "prices" WHERE "stripe_price_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "prices" DROP COLUMN "stripe_price_id";--> statement-breakpoint
ALTER TABLE "products" DROP COLUMN "stripe_product_id";--> statement-breakpoint
-- What the new columns say of the rows there are.
UPDATE "benefits" SET "kind" = 'post' WHERE "post_id" IS NOT NULL;--> statement-breakpoint
UPDATE "grants" SET "paid_until" = "ends_at";--> statement-breakpoint
UPDATE "orders" SET "list_amount" = "amount", "kind" = CASE WHEN (SELECT "interval" FROM "prices" WHERE "prices"."id" = "orders"."price_id") IS NULL THEN 'payment' ELSE 'subscription' END, "paid_at" = CASE WHEN "state" = 'paid' THEN "settled_at" END;--> statement-breakpoint
UPDATE "payments" SET "stripe_payment_intent_id" = "stripe_id" WHERE substr("stripe_id", 1, 3) = 'pi_';--> statement-breakpoint
-- Receipts become papers of their own, under the numbers they were given.
INSERT INTO "receipts" ("id", "community_id", "number", "payment_id", "kind", "issued_at", "seller", "buyer", "lines") SELECT "payments"."id", "payments"."community_id", "payments"."number", "payments"."id", CASE "payments"."kind" WHEN 'refund' THEN 'refund' ELSE 'receipt' END, "payments"."at", jsonb_build_object('name', "communities"."name", 'contact', "communities"."slug"), jsonb_build_object('name', coalesce("users"."name", ''), 'contact', coalesce("users"."email", '')), jsonb_build_array(jsonb_build_object('label', "products"."name", 'amount', "payments"."amount", 'currency', "payments"."currency", 'from', "payments"."period_start", 'until', "payments"."period_end")) FROM "payments" INNER JOIN "communities" ON "communities"."id" = "payments"."community_id" INNER JOIN "products" ON "products"."id" = "payments"."product_id" LEFT JOIN "users" ON "users"."id" = "payments"."user_id" ORDER BY "payments"."community_id", "payments"."number";--> statement-breakpoint
INSERT INTO "receipt_counters" ("community_id", "next") SELECT "community_id", count(*) + 1 FROM "payments" GROUP BY "community_id";--> statement-breakpoint
-- The books and the papers are append-only, whoever writes the SQL.
CREATE FUNCTION guildhall_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;--> statement-breakpoint
CREATE TRIGGER "ledger_transactions_no_change" BEFORE UPDATE OR DELETE ON "ledger_transactions" FOR EACH ROW EXECUTE FUNCTION guildhall_append_only();--> statement-breakpoint
CREATE TRIGGER "ledger_transactions_no_truncate" BEFORE TRUNCATE ON "ledger_transactions" FOR EACH STATEMENT EXECUTE FUNCTION guildhall_append_only();--> statement-breakpoint
CREATE TRIGGER "ledger_entries_no_change" BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION guildhall_append_only();--> statement-breakpoint
CREATE TRIGGER "ledger_entries_no_truncate" BEFORE TRUNCATE ON "ledger_entries" FOR EACH STATEMENT EXECUTE FUNCTION guildhall_append_only();--> statement-breakpoint
CREATE TRIGGER "receipts_no_change" BEFORE UPDATE OR DELETE ON "receipts" FOR EACH ROW EXECUTE FUNCTION guildhall_append_only();--> statement-breakpoint
CREATE TRIGGER "receipts_no_truncate" BEFORE TRUNCATE ON "receipts" FOR EACH STATEMENT EXECUTE FUNCTION guildhall_append_only();
