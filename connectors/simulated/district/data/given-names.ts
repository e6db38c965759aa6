/**
 * Characters of given names by decade of birth and sex. `first` and `last` are those of a two-character name,
 * `single` those of a one-character name; the earlier in the list, the more frequent.
 */
export interface GivenNames {
  /** Last birth year of the fashion. */
  readonly until: number;
  /** Share of one-character names, 0–1. */
  readonly singleShare: number;
  readonly male: NameCharacters;
  readonly female: NameCharacters;
}

interface NameCharacters {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly single: readonly string[];
}

const characters = (first: string, last: string, single: string): NameCharacters => ({
  first: [...first],
  last: [...last],
  single: [...single],
});

export const givenNames: readonly GivenNames[] = [
  {
    until: 1949,
    singleShare: 0.12,
    male: characters(
      '德福金长永世明兆文广玉连树国庆有天万宝春士振',
      '生明才山林祥海清财根贵发荣华田元法堂山',
      '祥福根林贵才德荣生',
    ),
    female: characters('秀桂玉淑凤春素月兰惠美翠巧金爱彩水阿', '英兰珍芳华凤娥仙香琴莲贞花妹珠娣', '英兰珍芬莲梅琴凤'),
  },
  {
    until: 1965,
    singleShare: 0.2,
    male: characters(
      '建国志文卫学永红新正明立振兴友和荣传光',
      '国民华军东平林生明强忠根良成祥安伟庆',
      '军明强平伟勇刚林华斌',
    ),
    female: characters(
      '秀丽桂玉美爱建亚小惠雪凤春红彩文月',
      '华英芳珍萍琴红兰敏珠娟芬云玲梅香',
      '敏萍红英芳玲琴霞梅云',
    ),
  },
  {
    until: 1979,
    singleShare: 0.38,
    male: characters(
      '建志海永国晓立文少卫向红利宏金小云',
      '军强华伟明峰平勇东斌民林锋波辉刚良',
      '勇军伟强涛斌刚辉峰明波杰华平',
    ),
    female: characters(
      '晓丽海小雪红春文秀玉美建亚惠艳莉',
      '芳红霞萍梅燕英琴华玲娟敏芬莉云艳',
      '芳燕霞红丽敏梅萍艳玲静莉娟英',
    ),
  },
  {
    until: 1992,
    singleShare: 0.42,
    male: characters(
      '志晓文海建俊嘉国明伟少永宇立小家',
      '伟强超鹏峰杰斌辉明龙飞涛亮华军锋',
      '磊伟超涛鹏杰浩亮凯飞勇俊帅斌波宇',
    ),
    female: characters(
      '晓丽海婷雪文小雅艳佳春美莎红梦思',
      '娟燕婷玲丽静娜敏倩芳洁琴霞莉颖媛',
      '静丽婷娜燕倩颖洁敏莉娟慧雪琳丹艳',
    ),
  },
  {
    until: 2006,
    singleShare: 0.24,
    male: characters(
      '俊嘉志文宇浩子明天泽晨思鑫家佳一',
      '杰豪辉宇鑫涛浩轩伟凡阳龙明翔航昊',
      '鑫杰浩宇阳凯俊晨旭磊帅昊博',
    ),
    female: characters(
      '雨佳梦雅思欣婷嘉晓诗文心雪静可子',
      '怡婷琪雯欣颖洁萱涵琳慧瑶彤玥媛雨',
      '婷欣悦雪颖琪洁瑶倩雯萌佳',
    ),
  },
  {
    until: 9999,
    singleShare: 0.1,
    male: characters(
      '子浩宇梓沐一奕俊泽铭嘉晨睿景皓书承',
      '轩宸辰泽涵睿阳霖豪博诚熙安远言航宇',
      '睿轩泽宸昊翊喆铭逸堃',
    ),
    female: characters(
      '梓诗雨欣语若一可沐思紫艺依芷书语嘉',
      '涵萱怡桐妍汐彤瑶琪玥菡宁溪诺晗悦琳',
      '玥萱彤妍涵祎沫珺玲',
    ),
  },
];
