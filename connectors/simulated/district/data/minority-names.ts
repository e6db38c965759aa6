/** Names written with a middle dot: given name, then the father's. Ethnic group by GB/T 3304. */
export const minorityNames: readonly {
  readonly ethnicGroup: string;
  readonly male: readonly string[];
  readonly female: readonly string[];
  readonly second: readonly string[];
}[] = [
  {
    ethnicGroup: '05',
    male: ['艾尔肯', '吐尔逊', '买买提', '阿迪力', '库尔班', '玉素甫', '亚力坤'],
    female: ['阿依古丽', '古丽娜尔', '热依汗', '帕提古丽', '米日古丽', '祖丽菲娅'],
    second: ['阿不都拉', '艾力', '吐尔地', '卡德尔', '热合曼', '肉孜', '依明', '木沙'],
  },
  {
    ethnicGroup: '17',
    male: ['努尔兰', '叶尔波力', '巴合提', '赛力克'],
    female: ['阿依努尔', '古丽扎提', '加娜尔', '沙尔山'],
    second: ['哈布力', '木拉提', '朱马汗', '吐列根'],
  },
  {
    ethnicGroup: '04',
    male: ['扎西', '多吉', '洛桑', '丹增', '格桑'],
    female: ['卓玛', '央金', '德吉', '拉姆', '白玛'],
    second: ['次仁', '旺堆', '平措', '群培', '曲珍', '顿珠'],
  },
];

/** Ethnic groups of people with names of the common form, with their shares in per mille. */
export const ethnicGroups: readonly (readonly [string, number])[] = [
  ['01', 962],
  ['03', 7],
  ['11', 6],
  ['15', 7],
  ['06', 5],
  ['22', 6],
  ['08', 4],
  ['12', 3],
];

/** The five ways in which departments write the middle dot; the last leaves it out. */
export const middleDots: readonly string[] = ['·', '•', '・', '．', '.', ''];
