CREATE TABLE "member_histories" (
	"community_id" text COLLATE "C" NOT NULL,
	"pack" integer NOT NULL,
	"revision" text COLLATE "C" NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "member_histories_community_id_pack_pk" PRIMARY KEY("community_id","pack")
);
--> statement-breakpoint
DROP INDEX "journal_charges";--> statement-breakpoint
CREATE INDEX "journal_first_charges" ON "journal" USING btree ("community_id","member_id","currency","at","recorded_at") WHERE verb = 'payment.charged' and amount > 0;