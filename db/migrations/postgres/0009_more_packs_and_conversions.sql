CREATE TABLE "activity_month_packs" (
	"community_id" text COLLATE "C" NOT NULL,
	"month" integer NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "activity_month_packs_community_id_month_pk" PRIMARY KEY("community_id","month")
);
--> statement-breakpoint
CREATE TABLE "conversions" (
	"community_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"post_id" text COLLATE "C",
	CONSTRAINT "conversions_community_id_kind_member_id_at_pk" PRIMARY KEY("community_id","kind","member_id","at")
);
--> statement-breakpoint
CREATE TABLE "first_steps" (
	"community_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"joined_at" bigint,
	"commented_at" bigint,
	"posted_at" bigint,
	"paid_at" bigint,
	CONSTRAINT "first_steps_community_id_user_id_pk" PRIMARY KEY("community_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "member_payments" (
	"community_id" text COLLATE "C" NOT NULL,
	"pack" integer NOT NULL,
	"revision" text COLLATE "C" NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "member_payments_community_id_pack_pk" PRIMARY KEY("community_id","pack")
);
--> statement-breakpoint
DROP INDEX "posts_newest";--> statement-breakpoint
CREATE INDEX "conversions_at" ON "conversions" USING btree ("community_id","kind","at","post_id","member_id");--> statement-breakpoint
CREATE INDEX "first_steps_joined" ON "first_steps" USING btree ("community_id","joined_at");--> statement-breakpoint
CREATE INDEX "posts_newest" ON "posts" USING btree ("community_id","state","published_at","id");