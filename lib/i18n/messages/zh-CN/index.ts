import type { Messages } from "../en";
import access from "./access";
import analytics from "./analytics";
import billing from "./billing";
import comments from "./comments";
import common from "./common";
import communities from "./communities";
import errors from "./errors";
import exchange from "./exchange";
import identity from "./identity";
import ledger from "./ledger";
import mail from "./mail";
import media from "./media";
import members from "./members";
import posts from "./posts";
import reactions from "./reactions";
import sandbox from "./sandbox";
import search from "./search";
import selling from "./selling";
import site from "./site";

export const messages = {
  access,
  analytics,
  billing,
  comments,
  common,
  communities,
  errors,
  exchange,
  identity,
  mail,
  ledger,
  media,
  members,
  posts,
  reactions,
  sandbox,
  search,
  selling,
  site,
} satisfies Messages;
