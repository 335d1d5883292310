CREATE TABLE "reply_packs" (
	"community_id" text COLLATE "C" NOT NULL,
	"pack" integer NOT NULL,
	"revision" text COLLATE "C" NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "reply_packs_community_id_pack_pk" PRIMARY KEY("community_id","pack")
);
