CREATE TABLE `reply_packs` (
	`community_id` text NOT NULL,
	`pack` integer NOT NULL,
	`revision` text NOT NULL,
	`packed` blob NOT NULL,
	PRIMARY KEY(`community_id`, `pack`)
);
