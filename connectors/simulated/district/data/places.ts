/** The simulated district bears a real name and code, so that it reads as any other; everything below it is invented. */
export const districtPlace = {
  province: '浙江省',
  city: '杭州市',
  district: '拱墅区',
  cityShort: '杭州',
  districtShort: '拱墅',
  divisionCode: '330105',
  telephoneArea: '0571',
} as const;

/** Names of streets (街道), in the order of their codes. */
export const streetNames: readonly string[] =
  '望梅 听潮 青枫 石塘 临溪 东篱 鹤鸣 柳浦 映月 白沙 竹坞 清渠 枕湖 丹桂 长汀 松风'.split(' ');

/** An estate is a prefix and a suffix: at most one per community. */
export const estatePrefixes: readonly string[] =
  '锦绣 翠屏 明珠 兰亭 溪畔 桂语 银杏 春晓 澜庭 梧桐 碧波 书香 荷塘 逸品 云锦 望江 朗月 金辉 芳草 听雨 和泰 御景 枫丹 百合 景瑞 怡然 静安 悦府 南苑 朝晖 晴川 蓝桥 紫薇 东冠 观澜 雅居 霁月 松涛 丰和 嘉禾'.split(
    ' ',
  );
export const estateSuffixes: readonly string[] =
  '花园 新村 家园 公寓 名苑 小区 雅苑 华庭 佳苑 新城 人家 里 东苑 西苑 南里 北里 广场 花苑 嘉园 豪庭 山庄 水岸 景苑 府邸 公馆'.split(
    ' ',
  );

export const roadNames: readonly string[] =
  '望梅路 听潮大道 青枫街 石塘路 临溪巷 东篱路 鹤鸣街 柳浦路 映月大街 白沙路 竹坞路 清渠街 枕湖路 丹桂路 长汀街 松风路 文澜路 育英路 长堤路 会展大道 新渡路 古驿街 采荷巷 丰收路'.split(
    ' ',
  );

/** Where the number of a long-settled resident was first issued, with weights. */
export const homeDivisions: readonly (readonly [string, number])[] = [
  ['330105', 74],
  ['330102', 6],
  ['330106', 5],
  ['330103', 5],
  ['330104', 4],
  ['330109', 3],
  ['330602', 2],
  ['330411', 1],
];

/** Where migrants come from. */
export const migrantDivisions: readonly string[] = [
  '330825',
  '341125',
  '341221',
  '342401',
  '360321',
  '361102',
  '411524',
  '412827',
  '421181',
  '430523',
  '511322',
  '522224',
];
