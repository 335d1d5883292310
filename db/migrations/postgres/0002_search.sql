-- Full-text search is written by hand: Drizzle knows no tsvector. The vector is built by us, word by word with
-- positions, so that Chinese bigrams do not depend on the server's locale or text-search configuration.
CREATE TABLE "search_documents" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"community_id" text COLLATE "C" NOT NULL,
	"post_id" text COLLATE "C" NOT NULL REFERENCES "posts"("id") ON DELETE CASCADE,
	"part" text COLLATE "C" NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "search_documents_part" ON "search_documents" USING btree ("post_id","part");
--> statement-breakpoint
CREATE INDEX "search_documents_words" ON "search_documents" USING gin ("words");
