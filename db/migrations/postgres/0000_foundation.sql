CREATE TABLE "activity_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "activity_days_community_id_day_member_id_kind_pk" PRIMARY KEY("community_id","day","member_id","kind")
);
--> statement-breakpoint
CREATE TABLE "member_periods" (
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint,
	"monthly_amount" double precision,
	"currency" text COLLATE "C",
	"end_reason" text COLLATE "C",
	CONSTRAINT "member_periods_community_id_member_id_scope_starts_at_pk" PRIMARY KEY("community_id","member_id","scope","starts_at")
);
--> statement-breakpoint
CREATE TABLE "money_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"product_kind" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "money_days_community_id_day_currency_kind_product_kind_pk" PRIMARY KEY("community_id","day","currency","kind","product_kind")
);
--> statement-breakpoint
CREATE TABLE "projection_state" (
	"community_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"projected_to" bigint NOT NULL,
	"projected_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "benefits" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"user_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"stripe_customer_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"benefit_id" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint,
	"source_kind" text COLLATE "C" NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	"price_id" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"stripe_session_id" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"product_id" text COLLATE "C" NOT NULL,
	"price_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"stripe_id" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"period_start" bigint,
	"period_end" bigint,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	"interval" text COLLATE "C",
	"stripe_price_id" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"archived_at" bigint
);
--> statement-breakpoint
CREATE TABLE "product_benefits" (
	"community_id" text COLLATE "C" NOT NULL,
	"product_id" text COLLATE "C" NOT NULL,
	"benefit_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "product_benefits_product_id_benefit_id_pk" PRIMARY KEY("product_id","benefit_id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"promise" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"post_id" text COLLATE "C",
	"stripe_product_id" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"archived_at" bigint
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C",
	"product_id" text COLLATE "C" NOT NULL,
	"price_id" text COLLATE "C" NOT NULL,
	"stripe_subscription_id" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"live" boolean NOT NULL,
	"started_at" bigint NOT NULL,
	"current_period_start" bigint NOT NULL,
	"current_period_end" bigint NOT NULL,
	"cancel_at_period_end" boolean NOT NULL,
	"cancel_reason" text COLLATE "C",
	"ended_at" bigint,
	"synced_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"post_id" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"markdown" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	CONSTRAINT "bodies_post_id_revision_pk" PRIMARY KEY("post_id","revision")
);
--> statement-breakpoint
CREATE TABLE "comment_bodies" (
	"comment_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"markdown" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"glyph" text COLLATE "C" NOT NULL,
	"promise" text COLLATE "C" NOT NULL,
	"description_markdown" text COLLATE "C" NOT NULL,
	"description_html" text COLLATE "C" NOT NULL,
	"locale" text COLLATE "C" NOT NULL,
	"zone" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"public_version" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"joined_at" bigint NOT NULL,
	"left_at" bigint
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"provider" text COLLATE "C" NOT NULL,
	"provider_account_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "mail_tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"token_hash" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"window_ends_at" bigint NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"token_hash" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"remember" boolean NOT NULL,
	"user_agent" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"email_canonical" text COLLATE "C" NOT NULL,
	"email_verified_at" bigint,
	"name" text COLLATE "C" NOT NULL,
	"handle" text COLLATE "C" NOT NULL,
	"bio" text COLLATE "C" NOT NULL,
	"locale" text COLLATE "C",
	"password_hash" text COLLATE "C",
	"is_operator" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	"actor_id" text COLLATE "C",
	"verb" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C",
	"object_kind" text COLLATE "C",
	"object_id" text COLLATE "C",
	"amount" integer,
	"currency" text COLLATE "C",
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"payload" jsonb NOT NULL,
	"unique_key" text COLLATE "C",
	"state" text COLLATE "C" NOT NULL,
	"run_at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"lease_owner" text COLLATE "C",
	"lease_ends_at" bigint,
	"last_error" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "accepted_answers" (
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C" NOT NULL,
	"comment_id" text COLLATE "C" NOT NULL,
	"accepted_by" text COLLATE "C" NOT NULL,
	"accepted_at" bigint NOT NULL,
	CONSTRAINT "accepted_answers_post_id_comment_id_pk" PRIMARY KEY("post_id","comment_id")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C" NOT NULL,
	"thread_id" text COLLATE "C",
	"reply_to_id" text COLLATE "C",
	"author_id" text COLLATE "C" NOT NULL,
	"upvote_count" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint,
	"deleted_by" text COLLATE "C",
	"submission_key" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C",
	"uploaded_by" text COLLATE "C",
	"in_teaser" boolean NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"mime" text COLLATE "C" NOT NULL,
	"size" integer NOT NULL,
	"width" integer,
	"height" integer,
	"sha256" text COLLATE "C" NOT NULL,
	"source_path" text COLLATE "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"author_id" text COLLATE "C" NOT NULL,
	"topic_id" text COLLATE "C",
	"kind" text COLLATE "C" NOT NULL,
	"audience" text COLLATE "C" NOT NULL,
	"benefit_id" text COLLATE "C",
	"state" text COLLATE "C" NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"excerpt" text COLLATE "C" NOT NULL,
	"teaser_html" text COLLATE "C" NOT NULL,
	"outline" jsonb NOT NULL,
	"lang" text COLLATE "C" NOT NULL,
	"reading_minutes" integer NOT NULL,
	"locked_minutes" integer NOT NULL,
	"locked_sections" integer NOT NULL,
	"locked_code_blocks" integer NOT NULL,
	"revision" integer NOT NULL,
	"pipeline_version" integer NOT NULL,
	"published_at" bigint,
	"pinned_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"last_activity_at" bigint NOT NULL,
	"comment_count" integer NOT NULL,
	"upvote_count" integer NOT NULL,
	"hotness" integer NOT NULL,
	"source_path" text COLLATE "C",
	"source_digest" text COLLATE "C",
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"target_id" text COLLATE "C" NOT NULL,
	"target_kind" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "reactions_member_id_target_id_kind_pk" PRIMARY KEY("member_id","target_id","kind")
);
--> statement-breakpoint
CREATE TABLE "sandbox_deliveries" (
	"event_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"delivered" boolean NOT NULL,
	"attempts" integer NOT NULL,
	"next_try_at" bigint NOT NULL,
	"last_status" integer
);
--> statement-breakpoint
CREATE TABLE "sandbox_idempotency" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"request" text COLLATE "C" NOT NULL,
	"status" integer NOT NULL,
	"response" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox_objects" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C",
	"due_at" bigint,
	"body" jsonb NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benefits" ADD CONSTRAINT "benefits_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_benefit_id_benefits_id_fk" FOREIGN KEY ("benefit_id") REFERENCES "public"."benefits"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_price_id_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_price_id_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_benefits" ADD CONSTRAINT "product_benefits_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_benefits" ADD CONSTRAINT "product_benefits_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_benefits" ADD CONSTRAINT "product_benefits_benefit_id_benefits_id_fk" FOREIGN KEY ("benefit_id") REFERENCES "public"."benefits"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_price_id_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "bodies_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "bodies_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_bodies" ADD CONSTRAINT "comment_bodies_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_bodies" ADD CONSTRAINT "comment_bodies_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communities" ADD CONSTRAINT "communities_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topics" ADD CONSTRAINT "topics_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_tokens" ADD CONSTRAINT "mail_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accepted_answers" ADD CONSTRAINT "accepted_answers_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accepted_answers" ADD CONSTRAINT "accepted_answers_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accepted_answers" ADD CONSTRAINT "accepted_answers_accepted_by_members_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_members_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_uploaded_by_members_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_members_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_benefit_id_benefits_id_fk" FOREIGN KEY ("benefit_id") REFERENCES "public"."benefits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "member_periods_starts" ON "member_periods" USING btree ("community_id","scope","starts_at");--> statement-breakpoint
CREATE INDEX "benefits_community" ON "benefits" USING btree ("community_id");--> statement-breakpoint
CREATE UNIQUE INDEX "benefits_post" ON "benefits" USING btree ("post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_stripe" ON "customers" USING btree ("stripe_customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_source" ON "grants" USING btree ("source_kind","source_id","benefit_id","starts_at");--> statement-breakpoint
CREATE INDEX "grants_holder" ON "grants" USING btree ("community_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_open" ON "orders" USING btree ("user_id","price_id") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "orders_session" ON "orders" USING btree ("stripe_session_id");--> statement-breakpoint
CREATE INDEX "orders_user" ON "orders" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_stripe" ON "payments" USING btree ("stripe_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_number" ON "payments" USING btree ("community_id","number");--> statement-breakpoint
CREATE INDEX "payments_community_at" ON "payments" USING btree ("community_id","at");--> statement-breakpoint
CREATE INDEX "payments_user" ON "payments" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "prices_product" ON "prices" USING btree ("product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "prices_stripe" ON "prices" USING btree ("stripe_price_id");--> statement-breakpoint
CREATE INDEX "products_community" ON "products" USING btree ("community_id","position");--> statement-breakpoint
CREATE INDEX "products_post" ON "products" USING btree ("post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_stripe" ON "subscriptions" USING btree ("stripe_subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_live" ON "subscriptions" USING btree ("community_id","user_id") WHERE live;--> statement-breakpoint
CREATE INDEX "subscriptions_user" ON "subscriptions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "communities_slug" ON "communities" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "members_person" ON "members" USING btree ("community_id","user_id");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "members_joined" ON "members" USING btree ("community_id","joined_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "topics_slug" ON "topics" USING btree ("community_id","slug");--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_tokens_hash" ON "mail_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "mail_tokens_email" ON "mail_tokens" USING btree ("email","purpose");--> statement-breakpoint
CREATE INDEX "rate_limits_window" ON "rate_limits" USING btree ("window_ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_hash" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_canonical" ON "users" USING btree ("email_canonical");--> statement-breakpoint
CREATE UNIQUE INDEX "users_handle" ON "users" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "journal_community_at" ON "journal" USING btree ("community_id","at");--> statement-breakpoint
CREATE INDEX "journal_community_recorded" ON "journal" USING btree ("community_id","recorded_at");--> statement-breakpoint
CREATE INDEX "journal_object" ON "journal" USING btree ("community_id","object_id");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_unique_key" ON "jobs" USING btree ("unique_key");--> statement-breakpoint
CREATE INDEX "jobs_ready" ON "jobs" USING btree ("state","run_at");--> statement-breakpoint
CREATE INDEX "comments_post" ON "comments" USING btree ("post_id","created_at","id");--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("author_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "comments_submission" ON "comments" USING btree ("author_id","submission_key");--> statement-breakpoint
CREATE INDEX "files_post" ON "files" USING btree ("post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "files_content" ON "files" USING btree ("community_id","post_id","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "posts_slug" ON "posts" USING btree ("community_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "posts_source" ON "posts" USING btree ("community_id","source_path");--> statement-breakpoint
CREATE INDEX "posts_newest" ON "posts" USING btree ("community_id","state","published_at","id");--> statement-breakpoint
CREATE INDEX "posts_kind_newest" ON "posts" USING btree ("community_id","state","kind","published_at","id");--> statement-breakpoint
CREATE INDEX "posts_active" ON "posts" USING btree ("community_id","state","last_activity_at","id");--> statement-breakpoint
CREATE INDEX "posts_hot" ON "posts" USING btree ("community_id","state","hotness","id");--> statement-breakpoint
CREATE INDEX "posts_topic" ON "posts" USING btree ("topic_id","state","published_at","id");--> statement-breakpoint
CREATE INDEX "posts_author" ON "posts" USING btree ("author_id","state","published_at");--> statement-breakpoint
CREATE INDEX "reactions_target" ON "reactions" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "sandbox_deliveries_due" ON "sandbox_deliveries" USING btree ("delivered","next_try_at");--> statement-breakpoint
CREATE INDEX "sandbox_objects_customer" ON "sandbox_objects" USING btree ("customer_id","kind","created_at");--> statement-breakpoint
CREATE INDEX "sandbox_objects_kind" ON "sandbox_objects" USING btree ("kind","created_at");--> statement-breakpoint
CREATE INDEX "sandbox_objects_due" ON "sandbox_objects" USING btree ("kind","due_at");