import type en from "../en/mail";

export default {
  greeting: "{name}，你好：",
  footer: "由 {site} 发出。这个地址收不到回信。",
  confirm: {
    subject: "确认你的邮箱",
    why: "有人用这个邮箱注册了账户。如果是你，确认之后账户就齐全了。",
    how: "链接三天内有效，只能用一次。如果不是你，什么都不用做：未确认的账户不能发言。",
    button: "确认邮箱",
  },
  signIn: {
    subject: "你的登录链接",
    why: "这是你要的登录链接，不需要密码。",
    how: "链接 20 分钟内有效，只能用一次。如果不是你要的，不点它就什么都不会发生。",
    button: "登录",
  },
  reset: {
    subject: "设置新密码",
    why: "有人要为这个账户设置新密码。",
    how: "链接一小时内有效，只能用一次。设好之后，所有设备都会退出登录。如果不是你，密码保持不变。",
    button: "设置新密码",
  },
  known: {
    subject: "你在这里已经有账户了",
    why: "有人想用这个邮箱注册，但它已经属于你的账户。什么都没有改变。",
    how: "如果是你，直接登录就好。忘了密码，也可以在登录页重设。",
    button: "去登录",
  },
  box: {
    title: "已发邮件",
    lead: "演示环境里没有邮件离开这台机器。这里是本该发出的邮件，最新的在前。",
    empty: "还没有邮件",
    emptyHint: "注册一个账户，或申请重设密码，再回来看看。",
    to: "收件人",
    from: "发件人",
    subject: "主题",
    sentAt: "时间",
    back: "全部邮件",
    folder: "每封邮件是数据目录下「mail」文件夹里的一个文件。",
  },
} satisfies typeof en;
