ALTER TABLE "activity_month_packs" ADD COLUMN "revision" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "activity_packs" ADD COLUMN "revision" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "member_turns" ADD COLUMN "revision" text COLLATE "C" DEFAULT '' NOT NULL;