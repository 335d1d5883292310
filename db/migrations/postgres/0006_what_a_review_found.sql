CREATE TABLE "kept_figures" (
	"community_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"basis" text COLLATE "C" NOT NULL,
	"value" jsonb NOT NULL,
	"asked_at" bigint NOT NULL,
	CONSTRAINT "kept_figures_community_id_name_pk" PRIMARY KEY("community_id","name")
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
ALTER TABLE "surveys" ADD COLUMN "audience_rule" jsonb;--> statement-breakpoint
ALTER TABLE "search_days" ADD COLUMN "people" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_marks" ADD COLUMN "fresh" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_credits" ADD CONSTRAINT "order_credits_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_credits" ADD CONSTRAINT "order_credits_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_credits" ADD CONSTRAINT "order_credits_credited_order_id_orders_id_fk" FOREIGN KEY ("credited_order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_credits_credited" ON "order_credits" USING btree ("credited_order_id");