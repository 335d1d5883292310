import type { Beacon } from "./schema";
import type { Channel, Touch } from "./types";

/** Hosts of search engines; the source is the short name, so that google.de and google.com are one. */
const searchHosts: [RegExp, string][] = [
  [/^(www\.)?google\.[a-z]{2,3}(\.[a-z]{2})?$|^com\.google\.android\.googlequicksearchbox$/, "google"],
  [/^([a-z]+\.)?baidu\.com$/, "baidu"],
  [/^([a-z0-9-]+\.)?bing\.com$/, "bing"],
  [/^(www\.|m\.|wap\.)?sogou\.com$/, "sogou"],
  [/^(www\.|m\.)?so\.com$/, "360"],
  [/^(m\.|quark\.)?sm\.cn$/, "shenma"],
  [/^(html\.)?duckduckgo\.com$/, "duckduckgo"],
  [/^([a-z]+\.)?search\.yahoo\.(com|co\.jp)$/, "yahoo"],
  [/^(www\.)?yandex\.[a-z]{2,3}$/, "yandex"],
  [/^search\.brave\.com$/, "brave"],
  [/^(www\.)?(ecosia\.org|kagi\.com|startpage\.com)$/, "other search"],
];

/** Places where people pass things on to each other. */
const socialHosts: [RegExp, string][] = [
  [/^mp\.weixin\.qq\.com$|^weixin\.qq\.com$|^com\.tencent\.mm$/, "weixin"],
  [/^([a-z]+\.)?weibo\.(com|cn)$|^t\.cn$/, "weibo"],
  [/^([a-z]+\.)?zhihu\.com$/, "zhihu"],
  [/^(www\.)?v2ex\.com$/, "v2ex"],
  [/^([a-z]+\.)?(juejin\.(cn|im))$/, "juejin"],
  [/^([a-z]+\.)?bilibili\.com$|^b23\.tv$/, "bilibili"],
  [/^([a-z]+\.)?xiaohongshu\.com$/, "xiaohongshu"],
  [/^(www\.|mobile\.)?(x|twitter)\.com$|^t\.co$/, "x"],
  [/^([a-z]+\.)?reddit\.com$/, "reddit"],
  [/^news\.ycombinator\.com$/, "hacker news"],
  [/^(www\.)?lobste\.rs$/, "lobsters"],
  [/^(www\.|gist\.)?github\.com$/, "github"],
  [/^([a-z]+\.)?linkedin\.com$|^lnkd\.in$/, "linkedin"],
  [/^([a-z]+\.)?facebook\.com$/, "facebook"],
  [/^([a-z]+\.)?(youtube\.com)$|^youtu\.be$/, "youtube"],
  [/^(www\.)?(mastodon\.social|hachyderm\.io|fosstodon\.org)$/, "mastodon"],
  [/^(www\.)?bsky\.app$/, "bluesky"],
  [/^(www\.)?(discord\.com)$/, "discord"],
  [/^(web\.)?(t\.me|telegram\.org)$|^org\.telegram\.messenger$/, "telegram"],
];

/** Where people only pass through between two of our pages: paying, signing in, the link in a mail of ours. */
const crossings =
  /(^|\.)(stripe\.com|stripe\.network|alipay\.com|tenpay\.com)$|^pay\.weixin\.qq\.com$|^(accounts\.google\.com|mail\.google\.com|login\.microsoftonline\.com|outlook\.(live|office|office365)\.com|mail\.(qq|163|126|yahoo|proton)\.(com|me)|exmail\.qq\.com)$/;

const labelMaxLength = 60;

export interface Origin {
  /** Host names under which this installation answers. */
  ownHosts: readonly string[];
  /** Signed in already: signing in with GitHub leads back from there. */
  isSignedIn: boolean;
  day: string;
}

/**
 * The touch of a page view that came from outside, or null when it came from within (or from nowhere: typed, an app
 * that tells nothing). campaign > search > social > referral; a page before that is ours, or only passed through, is none.
 */
export function touchOf(beacon: Beacon, { ownHosts, isSignedIn, day }: Origin): Touch | null {
  const postId = beacon.post ?? null;
  const campaignSource = label(beacon.utm_source);
  if (campaignSource) {
    return { channel: "campaign", source: campaignSource, campaign: label(beacon.utm_campaign), postId, day };
  }
  const host = hostOf(beacon.referrer);
  if (!host || ownHosts.includes(host) || crossings.test(host)) return null;
  const [channel, source] = channelOfHost(host);
  if (source === "" || (source === "github" && isSignedIn)) return null;
  return { channel, source, campaign: "", postId, day };
}

/** The touch of somebody who comes for the first time and tells nothing. */
export function directTouch(postId: string | null, day: string): Touch {
  return { channel: "direct", source: "", campaign: "", postId, day };
}

function channelOfHost(host: string): [Channel, string] {
  const search = searchHosts.find(([pattern]) => pattern.test(host));
  if (search) return ["search", search[1]];
  const social = socialHosts.find(([pattern]) => pattern.test(host));
  if (social) return ["social", social[1]];
  return ["referral", label(host.replace(/^www\./, ""))];
}

/** A host name in lower case without its port, or null when the text is none. */
export function hostOf(text: string | null | undefined): string | null {
  const host = (text ?? "").toLowerCase().replace(/:\d+$/, "");
  return /^[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?$/.test(host) && !/^\d+(\.\d+){3}$/.test(host) ? host : null;
}

/**
 * The name of a campaign or its source as it is kept: one line, lower case, short. What holds an address is nobody's
 * campaign: some senders put the reader's own into their links.
 */
export function label(text: string | undefined): string {
  const plain = (text ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, " ")
    .trim();
  if (/@|%40/.test(plain) || /\d{7,}/.test(plain)) return "";
  return [...plain].slice(0, labelMaxLength).join("").trim();
}
