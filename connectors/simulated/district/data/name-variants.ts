/** Groups of characters that sound alike, so that a clerk who writes by ear mistakes one for another. */
const alike = `
张章 王汪 刘柳 徐许 吴伍 何贺 余于俞 程成 胡瑚 朱诸 邱秋 萧肖 阎闫严 江姜 石施 傅付 沈申 白柏 钟仲 郝好 范樊 卢芦
英瑛 兰岚 珍真贞 淑书 玉钰 芳方 琴勤 梅媚 凤风 霞侠 萍平苹 娟涓 敏闽 丽莉利 静靖 燕艳 洁杰 颖影 倩茜 慧惠 婷亭 雅亚
琪琦 欣鑫新心 怡宜仪 涵晗含 萱轩宣 瑶遥 彤桐童 妍研 语雨宇羽 诗施 梓紫子 汐曦熙 玥悦月 依伊一 嘉佳家 思斯 文雯 雪学
建健剑 国帼 华骅 明铭鸣 强墙 军君钧 伟玮炜 勇永咏 刚钢 斌彬宾 涛韬 辉晖 峰锋丰 波博 志智 海诲 德得 福富 祥详 林琳霖
春椿 生升 永泳 世士 金今 长常 清青 荣容 超朝 鹏朋 飞非菲 亮量 俊骏峻 浩皓昊 泽择 宸辰晨 睿锐 博勃 奕逸 沐牧 航杭 阳洋扬
`;

export const homophones: ReadonlyMap<string, readonly string[]> = new Map(
  alike
    .trim()
    .split(/\s+/)
    .flatMap((group) => [...group].map((one) => [one, [...group].filter((other) => other !== one)] as const)),
);

const pairs = `张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 邓鄧 冯馮 韩韓 萧蕭 苏蘇 蒋蔣 叶葉 卢盧 钟鍾 谭譚
陆陸 贾賈 韦韋 邹鄒 龙龍 贺賀 顾顧 龚龔 万萬 钱錢 严嚴 汤湯 丽麗 国國 华華 兰蘭 凤鳳 云雲 伟偉 强強 军軍 飞飛 杰傑 东東 宝寶
庆慶 荣榮 琼瓊 珍珎 贞貞 艳艷 红紅 颖穎 娟娟 静靜 洁潔 莹瑩 莲蓮 梦夢 诗詩 语語 泽澤 涛濤 辉輝 锋鋒 铭銘 学學 卫衛 兴興 长長
树樹 远遠 贵貴 财財 发發 连連 广廣 传傳 鹏鵬 鑫鑫 宁寧 亚亞 爱愛 妈媽 紫紫 蕾蕾 乐樂 义義 轩軒 诺諾 尔爾 买買 库庫 热熱 协協 馆館 医醫 院院 业業 园園 庄莊`;

/** Simplified → traditional. */
export const traditional: ReadonlyMap<string, string> = new Map(
  pairs.split(/\s+/).flatMap((pair) => {
    const [simple = '', full = ''] = [...pair];
    return simple === full ? [] : [[simple, full] as const];
  }),
);

/** Characters that an old system cannot show and prints as `?`. */
export const rareCharacters: ReadonlySet<string> = new Set('喆堃祎珺翊晗菡宸玥'.split(''));
