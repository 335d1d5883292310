import { demoAccounts } from "./accounts";
import { readWrittenPosts } from "./content";
import { discussions, names, questions, tutorialComments } from "./content/zh/talk";
import type { Script } from "./script";

/** 造轮子研究所: the Chinese community. Grows steadily, two plans, prices in yuan. */
export function wheelsScript(passwordHash: string): Script {
  return {
    slug: "wheels",
    name: "造轮子研究所",
    glyph: "{}",
    promise: "把每天在用的基础设施，亲手从零写一遍",
    description:
      "我们相信，**写过一遍才算懂**。这里的人在业余时间重写存储引擎、共识协议、调度器和分配器，不为替代谁，只为弄清楚那些「理所当然」从哪里来。\n\n- 每篇教程都给出能跑的代码，和它在什么情况下会坏\n- 问题尽量在两天内有人回答\n- 老周和林夕常驻评论区",
    locale: "zh-CN",
    zone: "Asia/Shanghai",
    currency: "CNY",
    topics: [
      { slug: "storage", name: "存储引擎" },
      { slug: "distributed", name: "分布式" },
      { slug: "runtime", name: "运行时与并发" },
      { slug: "network", name: "网络" },
      { slug: "career", name: "求职与成长" },
    ],
    plans: [
      { name: "学徒", promise: "读完全部教程，跟着一起写", month: 3900, year: 39_000 },
      { name: "匠人", promise: "学徒的全部内容，并支持研究所继续做下去", month: 9900, year: 99_000 },
    ],
    extras: {
      pass: { name: "季度通行证", promise: "90 天内读完全部教程，到期不自动续费", days: 90, amount: 10_900 },
      bundle: { name: "并发三讲", promise: "事件循环、无锁结构、内存分配器，一次买齐", amount: 2900 },
      coupon: "造轮子9折",
      giftNote: "生日快乐，一起造轮子！",
      compReason: "连续指出三篇教程里的错误，谢谢",
      refundReason: "买错了套餐",
      partialRefundReason: "当月两篇教程推迟，退还一部分",
    },
    members: 176,
    joining: [8, 9, 11, 12, 13, 15, 14, 16, 17, 19, 20, 22],
    accounts: demoAccounts.filter((account) => account.community === "wheels"),
    posts: readWrittenPosts("zh"),
    discussions,
    questions,
    tutorialComments,
    names,
    passwordHash,
  };
}
