import type en from "../en/fault";

export default {
  title: "这一页暂时打不开",
  body: "我们这边出了故障。你之前保存的内容都还在。先重试一次；如果还是不行，请把下面的编号告诉站点管理者。",
  reference: "编号",
  retry: "重试",
  home: "回到首页",
} satisfies typeof en;
