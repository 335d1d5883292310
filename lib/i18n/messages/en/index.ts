import access from "./access";
import activity from "./activity";
import analytics from "./analytics";
import billing from "./billing";
import comments from "./comments";
import common from "./common";
import communities from "./communities";
import errors from "./errors";
import exchange from "./exchange";
import feedback from "./feedback";
import growth from "./growth";
import identity from "./identity";
import ledger from "./ledger";
import mail from "./mail";
import media from "./media";
import members from "./members";
import morning from "./morning";
import outreach from "./outreach";
import posts from "./posts";
import reactions from "./reactions";
import revenue from "./revenue";
import sandbox from "./sandbox";
import search from "./search";
import segments from "./segments";
import selling from "./selling";
import sightings from "./sightings";
import site from "./site";

export const messages = {
  activity,
  feedback,
  growth,
  morning,
  outreach,
  revenue,
  segments,
  sightings,
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
};

/** The shape both languages share. */
export type Messages = typeof messages;
