/** Surnames of two characters that are still in use, and a few that only registers of old families hold. */
const compound = new Set(
  (
    '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 端木 百里 轩辕 独孤 南宫 西门 东郭 呼延 万俟 ' +
    '闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 ' +
    '拓跋 夹谷 宰父 谷梁 段干 东门 南门 第五 左丘 梁丘 百里 南荣 那拉 叶赫 完颜 爱新 纳兰 耶律 哥舒 贺兰 即墨 褚师 公羊 谷利'
  ).split(' '),
);

/** The most frequent single surnames: evidence that a four-character Han name begins with a surname at all. */
const frequent = new Set(
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙贺陶顾毛郝龚邵万钱严覃武莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝',
);

export interface SplitName {
  /** Null where no Han surname can be told: minority names, Latin names, placeholders of unknown length. */
  readonly surname: string | null;
  readonly given: string;
}

/** Splits a folded Han name of two to five characters into surname and given name. */
export function splitName(folded: string): SplitName {
  const length = folded.length;
  if (length >= 3 && length <= 5 && compound.has(folded.slice(0, 2))) {
    return { surname: folded.slice(0, 2), given: folded.slice(2) };
  }
  const first = folded.charAt(0);
  const single = length === 2 || length === 3 || (length === 4 && frequent.has(first));
  return single ? { surname: first, given: folded.slice(1) } : { surname: null, given: folded };
}
