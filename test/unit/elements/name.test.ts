import fc from 'fast-check';
import { checkName, nameForms } from '../../../schema/rules/elements/name.ts';

describe('a name in two spellings compares equal', () => {
  test.each([
    ['blank inside', '张 雅婷', '张雅婷'],
    ['ideographic blank', '龙\u3000春兰', '龙春兰'],
    ['zero-width blank', '张\u200b雅婷', '张雅婷'],
    ['traditional script', '劉麗華', '刘丽华'],
    ['traditional surname of two characters', '歐陽曉明', '欧阳晓明'],
    ['variant character', '李建囯', '李建国'],
    ['remark in brackets', '王芳（已故）', '王芳'],
    ['compatibility ideograph', '\uf9e1明', '李明'],
    ['private-use code of GB 18030-2005', '张\ue81e', '张\u9fb4'],
    ['Latin case and width', 'Ｊohn Smith', 'JOHN SMITH'],
  ])('%s: %s = %s', (_, a, b) => {
    expect(nameForms(a).folded).toBe(nameForms(b).folded);
  });

  test.each(['·', '•', '・', '．', '.', '･', ' · ', ''])('the middle dot of a minority name written as %p', (dot) => {
    const forms = nameForms(`努尔兰${dot}哈比`);
    expect(forms).toMatchObject({ folded: '努尔兰哈比', surname: null, pinyin: 'nu er lan ha bi' });
    expect(forms.canonical).toBe(dot === '' ? '努尔兰哈比' : '努尔兰·哈比');
  });
});

test.each([
  ['张伟', '张玮'],
  ['乾', '干'],
  ['于娜', '於娜'],
])('%s and %s are different people’s names', (a, b) => {
  expect(nameForms(a).folded).not.toBe(nameForms(b).folded);
});

test.each([
  ['张三', '张章', 'zhang san', 'zhang zhang'],
  ['单晓明', '山晓明', 'shan xiao ming', 'shan xiao ming'],
  ['曾静', '增静', 'zeng jing', 'zeng jing'],
  ['吕绿', '女路', 'lv lv', 'nv lu'],
  ['万俟强', '莫其强', 'mo qi qiang', 'mo qi qiang'],
  ['陈玮', '陈伟', 'chen wei', 'chen wei'],
])('%s and %s are read with the readings of surnames', (a, b, pinyinA, pinyinB) => {
  expect(nameForms(a).pinyin).toBe(pinyinA);
  expect(nameForms(b).pinyin).toBe(pinyinB);
});

test.each([
  ['欧阳晓明', '欧阳', '晓明'],
  ['司马懿', '司马', '懿'],
  ['诸葛梓萱', '诸葛', '梓萱'],
  ['王伟', '王', '伟'],
  ['张王小明', '张', '王小明'],
  ['卓玛·次仁', null, '卓玛次仁'],
  ['迪丽热巴木拉提', null, '迪丽热巴木拉提'],
  ['JOHN SMITH', null, 'JOHNSMITH'],
])('%s has the surname %s and the given name %s', (raw, surname, given) => {
  expect(nameForms(raw)).toMatchObject({ surname, given });
});

test.each([
  ['李娜之子', '李娜'],
  ['李娜之女', '李娜'],
  ['欧阳静之长子', '欧阳静'],
  ['李 娜之子', '李娜'],
])('%s is no name of its own: the child of %s', (raw, parentName) => {
  expect(nameForms(raw)).toMatchObject({ isPlaceholder: true, parentName });
});

test.each(['无名氏', '未取名', '王某某', '李某', '新生儿', '', '??', '不详'])(
  '%p stands for a name that is not known',
  (raw) => {
    expect(nameForms(raw)).toMatchObject({ isPlaceholder: true, parentName: null });
  },
);

test.each(['王之女', '张子', '吴明', '王芳'])('%s is a name like any other', (raw) => {
  expect(nameForms(raw).isPlaceholder).toBe(false);
});

test.each(['白卫?', '白卫？', '白卫*', '白卫\ufffd', '白卫\ue000', '白卫□'])(
  '%s holds a character that got lost',
  (raw) => {
    expect(nameForms(raw)).toMatchObject({ hasUnknownCharacter: true, folded: '白卫?', surname: '白' });
  },
);

test('the canonical name keeps the script that was sent', () => {
  expect(nameForms(' 劉 麗華 ').canonical).toBe('劉麗華');
  expect(nameForms('John  Smith').canonical).toBe('John Smith');
});

test('a rare character outside the basic plane is one character', () => {
  expect(nameForms('王𬀩').hasUnknownCharacter).toBe(false);
  expect(nameForms('王𬀩').folded).toBe('王𬀩');
});

test('normalising twice is the same as once, whatever was typed', () => {
  const han = fc.constantFrom(...'张伟劉麗欧阳·•.（）() 　?*之子女某');
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(han, { maxLength: 8 }).map((c) => c.join('')),
  );
  fc.assert(
    fc.property(typed, (raw) => {
      const once = nameForms(raw);
      expect(nameForms(once.canonical)).toEqual(once);
      expect(nameForms(once.folded).folded).toBe(once.folded);
    }),
    { numRuns: 500 },
  );
});

test('the quick look at a name says the same as all its forms', () => {
  const character = fc.constantFrom(...'张王李劉之子女某无名氏未取?*·・ （）()Aa\ue81e');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 6 }), (text) => {
      const { canonical, isPlaceholder, hasUnknownCharacter } = nameForms(text);
      expect(checkName(text)).toEqual({ canonical, isPlaceholder, hasUnknownCharacter });
    }),
    { numRuns: 1000 },
  );
});
