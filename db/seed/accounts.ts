/** The people a visitor of the demo can be. The seed makes their accounts; the sign-in page lists them. */
export interface DemoAccount {
  role: "owner" | "moderator" | "creator" | "member" | "free-member";
  name: string;
  email: string;
  password: string;
  /** Slug of the community they live in. */
  community: "wheels" | "slow-query";
  /** What there is to see as this person, in one line. */
  shows: { en: string; "zh-CN": string };
}

export const demoPassword = "guildhall-demo";

export const demoAccounts: DemoAccount[] = [
  {
    role: "owner",
    name: "老周",
    email: "zhou@guildhall.example",
    password: demoPassword,
    community: "wheels",
    shows: { en: "Growth, members, plans and settings", "zh-CN": "增长分析、成员、套餐和设置" },
  },
  {
    role: "moderator",
    name: "陈默",
    email: "chenmo@guildhall.example",
    password: demoPassword,
    community: "wheels",
    shows: { en: "Reads everything, tidies up the discussions", "zh-CN": "什么都能看，负责整理讨论" },
  },
  {
    role: "creator",
    name: "林夕",
    email: "linxi@guildhall.example",
    password: demoPassword,
    community: "wheels",
    shows: { en: "Writes tutorials, imports a folder of Markdown", "zh-CN": "写教程，导入一整个 Markdown 目录" },
  },
  {
    role: "member",
    name: "许知远",
    email: "xuzhiyuan@guildhall.example",
    password: demoPassword,
    community: "wheels",
    shows: { en: "Pays for a plan, reads, asks and comments", "zh-CN": "付费会员：读正文、提问、评论、看账单" },
  },
  {
    role: "owner",
    name: "Dana Whitlock",
    email: "dana@guildhall.example",
    password: demoPassword,
    community: "slow-query",
    shows: { en: "Growth, members, plans and settings", "zh-CN": "增长分析、成员、套餐和设置" },
  },
  {
    role: "moderator",
    name: "Tomasz Zieliński",
    email: "tomasz@guildhall.example",
    password: demoPassword,
    community: "slow-query",
    shows: { en: "Reads everything, tidies up the discussions", "zh-CN": "什么都能看，负责整理讨论" },
  },
  {
    role: "creator",
    name: "Ravi Menon",
    email: "ravi@guildhall.example",
    password: demoPassword,
    community: "slow-query",
    shows: { en: "Writes tutorials, imports a folder of Markdown", "zh-CN": "写教程，导入一整个 Markdown 目录" },
  },
  {
    role: "member",
    name: "Maya Lindqvist",
    email: "maya@guildhall.example",
    password: demoPassword,
    community: "slow-query",
    shows: { en: "Pays for a plan, reads, asks and comments", "zh-CN": "付费会员：读正文、提问、评论、看账单" },
  },
  {
    role: "free-member",
    name: "Owen Price",
    email: "owen@guildhall.example",
    password: demoPassword,
    community: "slow-query",
    shows: { en: "Joined without paying, meets the paywall", "zh-CN": "免费加入，会遇到付费墙" },
  },
];
