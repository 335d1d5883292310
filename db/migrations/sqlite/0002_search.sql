-- Full-text search is written by hand: Drizzle knows no FTS5. `search_documents` names what is indexed, `search_fts`
-- holds its words under the same row id. Contentless: the words can be matched, never read back.
CREATE TABLE `search_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`community_id` text NOT NULL,
	`post_id` text NOT NULL REFERENCES `posts`(`id`) ON DELETE CASCADE,
	`part` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_documents_part` ON `search_documents` (`post_id`,`part`);
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_fts` USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
