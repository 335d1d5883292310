import type { Channel } from "@/lib/sightings/types";

/** Where a community's visitors come from, and what they look for. */
export interface VisitScript {
  /** Visitors on an ordinary day at the end of the story. */
  visitors: number;
  ways: Way[];
  /** Most wanted first; some find nothing, which is what their owner should learn. */
  terms: string[];
}

export interface Way {
  channel: Channel;
  source: string;
  campaign?: string;
  weight: number;
  /** How well its people fit: chance of coming to stay, beside the others. */
  fit: number;
  /** In which part of the year it brings anybody (0 to 1); absent is always. */
  during?: [from: number, to: number];
}

const direct: Way = { channel: "direct", source: "", weight: 20, fit: 1 };

export const visitScripts: Readonly<Record<string, VisitScript>> = {
  wheels: {
    visitors: 96,
    ways: [
      direct,
      { channel: "search", source: "baidu", weight: 22, fit: 0.6 },
      { channel: "search", source: "bing", weight: 9, fit: 0.9 },
      { channel: "search", source: "google", weight: 8, fit: 1.2 },
      { channel: "search", source: "sogou", weight: 3, fit: 0.5 },
      { channel: "social", source: "zhihu", weight: 14, fit: 1.3 },
      { channel: "social", source: "weixin", weight: 12, fit: 1.6 },
      { channel: "social", source: "v2ex", weight: 6, fit: 2, during: [0.3, 1] },
      { channel: "social", source: "github", weight: 6, fit: 2.2 },
      { channel: "social", source: "bilibili", weight: 4, fit: 0.4, during: [0.5, 1] },
      { channel: "referral", source: "ruanyifeng.com", weight: 3, fit: 1.5, during: [0.42, 0.46] },
      { channel: "referral", source: "segmentfault.com", weight: 2, fit: 0.8 },
      { channel: "campaign", source: "gongzhonghao", campaign: "spring-open", weight: 9, fit: 2, during: [0.25, 0.36] },
      { channel: "campaign", source: "weekly", campaign: "raft-series", weight: 7, fit: 2.4, during: [0.6, 0.78] },
      { channel: "campaign", source: "friend", campaign: "double-11", weight: 12, fit: 1.8, during: [0.93, 1] },
    ],
    terms: [
      "raft",
      "lsm",
      "mvcc",
      "io_uring",
      "b+ 树",
      "一致性哈希",
      "事件循环",
      "红黑树",
      "tcp",
      "bloom filter",
      "跳表",
      "面试题",
      "rust 异步",
      "fsync",
      "ebpf",
      "简历",
      "发票",
      "分布式锁",
      "内存分配",
      "webassembly",
      "视频课",
    ],
  },
  "slow-query": {
    visitors: 74,
    ways: [
      direct,
      { channel: "search", source: "google", weight: 26, fit: 0.9 },
      { channel: "search", source: "duckduckgo", weight: 5, fit: 1.1 },
      { channel: "search", source: "bing", weight: 4, fit: 0.7 },
      { channel: "social", source: "hacker news", weight: 10, fit: 1.2, during: [0.3, 1] },
      { channel: "social", source: "reddit", weight: 9, fit: 0.7 },
      { channel: "social", source: "github", weight: 6, fit: 1.8 },
      { channel: "social", source: "lobsters", weight: 3, fit: 2.1 },
      { channel: "social", source: "x", weight: 5, fit: 0.5 },
      { channel: "social", source: "linkedin", weight: 3, fit: 0.8, during: [0.5, 1] },
      { channel: "referral", source: "postgresql.life", weight: 3, fit: 2 },
      { channel: "referral", source: "dbweekly.com", weight: 4, fit: 2.3, during: [0.2, 1] },
      { channel: "campaign", source: "newsletter", campaign: "index-month", weight: 8, fit: 2.4, during: [0.55, 0.7] },
      { channel: "campaign", source: "conference", campaign: "pgconf", weight: 9, fit: 2.8, during: [0.8, 0.86] },
      { channel: "campaign", source: "newsletter", campaign: "autumn-offer", weight: 8, fit: 1.6, during: [0.9, 1] },
    ],
    terms: [
      "index",
      "explain analyze",
      "vacuum",
      "deadlock",
      "pagination",
      "write skew",
      "connection pool",
      "partitioning",
      "wal",
      "jsonb",
      "planner",
      "bloat",
      "pgbouncer",
      "migrations",
      "window function",
      "oracle",
      "clickhouse",
      "invoice",
      "replication lag",
      "vector search",
      "job board",
    ],
  },
};
