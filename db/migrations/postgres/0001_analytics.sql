-- Projections are made again from the journal, so the tables are replaced rather than rebuilt row by row.
DROP TABLE "member_periods";--> statement-breakpoint
CREATE TABLE "member_periods" (
	"community_id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"source_id" text COLLATE "C" NOT NULL,
	"ends_at" bigint,
	"monthly_amount" double precision,
	"currency" text COLLATE "C",
	"product_id" text COLLATE "C",
	"interval" text COLLATE "C",
	"end_reason" text COLLATE "C",
	CONSTRAINT "member_periods_key" PRIMARY KEY("community_id","member_id","scope","starts_at","source_id")
);
--> statement-breakpoint
CREATE INDEX "member_periods_starts" ON "member_periods" USING btree ("community_id","scope","starts_at");--> statement-breakpoint
ALTER TABLE "money_days" ALTER COLUMN "amount" SET DATA TYPE bigint;--> statement-breakpoint
DROP TABLE "projection_state";--> statement-breakpoint
CREATE TABLE "projection_state" (
	"community_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"zone" text COLLATE "C" NOT NULL,
	"projected_to" bigint NOT NULL,
	"projected_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "journal_member" ON "journal" USING btree ("community_id","member_id","at");
