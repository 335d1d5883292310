CREATE TABLE "activity_packs" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "activity_packs_community_id_day_pk" PRIMARY KEY("community_id","day")
);
--> statement-breakpoint
CREATE TABLE "happening_days" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"net" integer NOT NULL,
	"amount" double precision NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "happening_days_community_id_day_currency_kind_net_pk" PRIMARY KEY("community_id","day","currency","kind","net")
);
--> statement-breakpoint
CREATE TABLE "member_numbers" (
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "member_numbers_community_id_member_id_pk" PRIMARY KEY("community_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "member_turns" (
	"community_id" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "member_turns_community_id_day_pk" PRIMARY KEY("community_id","day")
);
--> statement-breakpoint
CREATE TABLE "order_credits" (
	"community_id" text COLLATE "C" NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"credited_order_id" text COLLATE "C" NOT NULL,
	"amount" integer NOT NULL,
	CONSTRAINT "order_credits_order_id_credited_order_id_pk" PRIMARY KEY("order_id","credited_order_id")
);
--> statement-breakpoint
DROP INDEX "first_replies_asked";--> statement-breakpoint
DROP INDEX "payments_user";--> statement-breakpoint
ALTER TABLE "surveys" ADD COLUMN "audience_rule" jsonb;--> statement-breakpoint
ALTER TABLE "search_days" ADD COLUMN "people" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_marks" ADD COLUMN "fresh" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_credits" ADD CONSTRAINT "order_credits_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_credits" ADD CONSTRAINT "order_credits_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_credits" ADD CONSTRAINT "order_credits_credited_order_id_orders_id_fk" FOREIGN KEY ("credited_order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "member_numbers_number" ON "member_numbers" USING btree ("community_id","number");--> statement-breakpoint
CREATE INDEX "order_credits_credited" ON "order_credits" USING btree ("credited_order_id");--> statement-breakpoint
CREATE INDEX "first_replies_waits" ON "first_replies" USING btree ("community_id","asked_at","kind","replied_at","accepted_at","removed_at","asker_id");--> statement-breakpoint
CREATE INDEX "payments_person" ON "payments" USING btree ("user_id","community_id","at");--> statement-breakpoint
CREATE INDEX "journal_charges" ON "journal" USING btree ("community_id","currency","member_id","at","amount") WHERE verb = 'payment.charged' and amount > 0;--> statement-breakpoint
CREATE INDEX "arrivals_seen" ON "arrivals" USING btree ("community_id","seen_at");