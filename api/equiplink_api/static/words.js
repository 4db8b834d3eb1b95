// Every word of the page: Chinese, English.
export const SAYS = {
  unreadable: ["不是本矿标签码，请核对实物", "this is no tag code; look at the thing"],
  G30: ["标签不在离线清单中，不得入井", "the tag is not on the manifest; it may not enter"],
  manifest_ended: ["离线清单已过期，只能登记升井", "the manifest is over; only exits are recorded"],
  G32: ["本设备已记录其入井", "this device let it in already"],
  G06: ["升井后未重新做入井检查", "it came out and was not inspected again"],
};

// Who helps, by the first rule that denies; what to do stands in the rule's own sentence.
const WHO = [
  [/^(G02|G02D|G03A|G05|G06|G51|G59)$/, ["防爆检查员", "the explosion-protection inspector"]],
  [/^(G33|G36|X07L)$/, ["机电检修班", "the repair shop"]],
  [/^(G50|G53|G54|X|L|M0|CT)/, ["机电管理人员", "the electromechanical office"]],
  [/^(G4|M13|S36|R2)/, ["安全管理人员", "the safety officer"]],
  [/^(G3|G7|G09|G16|R3|unreadable)/, ["库房保管员", "the storekeeper"]],
  [/^G15$/, ["调度室", "the control room"]],
  [/^manifest_ended$/, ["矿信息管理员（恢复网络、更新清单）", "the administrator, for the network"]],
];

/** Return who helps against these reasons, each once, in a language. */
export function who(codes, lang) {
  const found = codes.map((code) => WHO.find(([which]) => which.test(code))?.[1]).filter(Boolean);
  return [...new Set(found)].map((each) => each[lang === "en" ? 1 : 0]).join(lang === "en" ? ", " : "、");
}

export const WORDS = {
  title: ["井口扫码", "Scan station"],
  switch: ["English", "中文"],
  insecure: [
    "本页只能在安全连接（HTTPS）或本机（localhost）使用：否则浏览器不提供密钥、离线和摄像头。"
      + "请联系矿信息管理员，按《扫码站》说明配置本矿证书，或在井口电脑上运行服务。",
    "This page works over HTTPS or on localhost only: elsewhere a browser gives it no key, no "
      + "offline start and no camera. Ask the mine's administrator to set up the mine's own "
      + "certificate, or to run the service on the computer at the shaft.",
  ],
  old: [
    "浏览器版本过低，不能生成设备密钥。请联系矿信息管理员升级（Chromium 137、Firefox 130 或更新）。",
    "This browser is too old to make the device's key. Ask the administrator to update it "
      + "(Chromium 137, Firefox 130 or newer).",
  ],
  enrol: ["登记本设备", "Enrol this device"],
  enrolHint: ["登记码由矿管理员发放，只能用一次。", "The mine's administrator gives the code, for one use."],
  mine: ["矿井代码", "Mine"],
  device: ["设备编号", "Device"],
  code: ["登记码", "One-time code"],
  enrolButton: ["登记", "Enrol"],
  noNetwork: ["连不上服务，请检查网络后重试。", "The service cannot be reached; check the network and try again."],
  operator: ["操作人工号", "Operator's number"],
  in: ["入井", "In"],
  out: ["升井", "Out"],
  direction: ["方向", "Direction"],
  quantity: ["数量", "Quantity"],
  typed: ["标签码", "Tag code"],
  check: ["查验", "Check"],
  ready: ["请扫描标签", "Scan a tag"],
  needOperator: ["请先填写操作人工号", "Enter the operator's number first"],
  needQuantity: ["数量应为大于零的数字（至多三位小数），请改正后重新扫码", "The quantity is no number above zero (three decimals at most): correct it and scan again"],
  admitted: ["准许入井", "MAY ENTER"],
  refused: ["禁止入井", "NO ENTRY"],
  recorded: ["已登记升井", "EXIT RECORDED"],
  notRecorded: ["不能登记", "NOT RECORDED"],
  failed: ["未能记录，不得放行", "NOT STORED: NO ENTRY"],
  failedWhy: [
    "本设备没有存下这次扫码。请重新扫描；仍不行，报告机电管理人员。",
    "The device did not store this scan. Scan again; if it fails again, tell the electromechanical office.",
  ],
  compare: ["与实物核对", "Compare with the thing"],
  compareOffline: ["离线：请核对实物铭牌与随件单据。", "Offline: compare the plate with its papers."],
  name: ["名称", "Name"],
  model: ["型号", "Model"],
  serial: ["出厂编号", "Serial"],
  batch: ["批号", "Batch"],
  place: ["地点", "Place"],
  ask: ["不得放行；有疑问找：本班机电管理人员、安全管理人员。", "Do not let it pass. Ask the electromechanical or the safety officer on shift."],
  askWho: ["不得放行。找：{who}；有疑问找本班机电、安全管理人员。", "Do not let it pass. Ask {who}; in doubt the electromechanical or safety officer on shift."],
  isDamaged: [
    "标签码校验不对（扫残或输错）：擦净再扫，或对照标签逐位输入；仍不行找库房保管员换标签",
    "The code's check is wrong: wipe it and scan again, or type it; else the storekeeper replaces the tag",
  ],
  isGs1: [
    "这是供应商的 GS1 商品码，不是本矿标签：请扫本矿标签；没有贴签的找库房保管员",
    "This is a supplier's GS1 code, not a tag of the mine: scan the mine's tag, or see the storekeeper",
  ],
  isLink: [
    "这是网址二维码（供应商或其他单位），不是本矿标签：请扫本矿标签；没有贴签的找库房保管员",
    "This is a link of somebody else, not a tag of the mine: scan the mine's tag, or see the storekeeper",
  ],
  isGoods: [
    "这是商品条码，不是本矿标签：请扫本矿标签；没有贴签的找库房保管员",
    "This is a shop's bar code, not a tag of the mine: scan the mine's tag, or see the storekeeper",
  ],
  isMark: [
    "这是安全标志编号，不是本矿标签：请扫本矿标签；没有贴签的找库房保管员",
    "This is the number of a safety mark, not a tag of the mine: scan the mine's tag, or see the storekeeper",
  ],
  isText: [
    "这不是本矿标签：请扫本矿标签；没有贴签的找库房保管员",
    "This is no tag of the mine: scan the mine's tag, or see the storekeeper",
  ],
  clockFast: ["本机时钟快 {n} 分钟，请校准", "this clock is {n} min fast: set it"],
  clockSlow: ["本机时钟慢 {n} 分钟，请校准", "this clock is {n} min slow: set it"],
  trip: ["本车清单", "This trip"],
  tripNew: ["换下一车", "Next trip"],
  tripCount: ["放行 {yes}，升井 {out}，未放行 {no}", "in {yes}, out {out}, refused {no}"],
  undo: ["误扫更正…", "Take back…"],
  undoTag: ["扫错了物品", "the wrong thing was scanned"],
  undoWay: ["方向选错", "the wrong direction was chosen"],
  undoQuantity: ["数量填错", "the quantity was wrong"],
  undoStayed: ["实物没有入井", "it did not go down"],
  undone: ["已更正", "taken back"],
  undoWaits: ["已更正，联网后登记", "taken back; told when there is a network"],
  undoRefused: ["更正未登记：{said} 请找安全管理人员办理。", "Not taken back: {said} Ask the safety officer."],
  conflicts: ["待人处理", "For a person to look at"],
  conflictAsk: [
    "请核对实物，由安全管理人员或库房保管员登录系统写明处理结果。",
    "Look at the thing; the safety officer or the storekeeper signs in and says what became of it.",
  ],
  conflictScan: ["第 {seq} 次扫码", "scan {seq}"],
  online: ["在线", "online"],
  offline: ["离线", "offline"],
  pending: ["待上传", "to upload"],
  fresh: ["清单有效", "manifest in force"],
  amber: ["清单较旧，请尽快联网", "manifest is getting old: connect soon"],
  ended: ["清单已过期：不放行入井", "manifest is over: no entry"],
  revoked: ["本设备已停用或不被承认，请联系管理员重新登记；未上传的记录仍保存。", "The service does not know this device any more: enrol it again. What was not uploaded is kept."],
  tampered: ["收到的清单签名不符，未采用。", "A manifest with a wrong signature came and was not taken."],
  cameraOpen: ["打开摄像头扫码", "Scan with the camera"],
  cameraClose: ["关闭摄像头", "Close the camera"],
  torchOn: ["开灯", "Light on"],
  torchOff: ["关灯", "Light off"],
  cameraInsecure: ["此页面不是安全连接，浏览器不提供摄像头；请用扫码枪或手工输入。", "No camera without a secure connection: use a scanner or type the code."],
  cameraDenied: ["没有使用摄像头的权限。请在浏览器的网站设置中允许摄像头，再点一次；或用扫码枪、手工输入。", "The camera is not allowed. Allow it in the browser's site settings and press again, or use a scanner, or type the code."],
  cameraNone: ["本设备没有可用的摄像头；请用扫码枪或手工输入。", "This device has no camera: use a scanner or type the code."],
  cameraBusy: ["摄像头被其他程序占用或打不开；关闭其他程序后再试，或用扫码枪、手工输入。", "The camera is in use or does not start: close what uses it and try again, or use a scanner, or type the code."],
  cameraLost: ["摄像头已断开。", "The camera was disconnected."],
  cameraOffline: ["本设备还没有读码程序：联网后打开一次摄像头，以后离线也能用。现在请用扫码枪或手工输入。", "The device has no decoder yet: open the camera once with the network, then it works without. For now use a scanner or type the code."],
  cameraFailed: ["读码程序出错，摄像头已关闭；请再打开一次，或用扫码枪、手工输入。", "The decoder failed and the camera is closed: open it again, or use a scanner, or type the code."],
};

let lang = "zh";
export const speak = (chosen) => {
  lang = chosen === "en" ? "en" : "zh";
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
};
export const language = () => lang;
export const word = (name, numbers = {}) => Object.entries(numbers).reduce(
  (text, [key, value]) => text.replace(`{${key}}`, value), WORDS[name][lang === "en" ? 1 : 0],
);
