import { parseAddress } from '../../../schema/rules/elements/address.ts';
import { relateAddresses } from '../../../schema/rules/elements/address-relation.ts';

const full = '江苏省南京市建邺区双闸街道水西门大街112号奥体新城32幢3单元403室';

test.each([
  [full, '双闸街道奥体新城32栋3单元403', 'SAME_DWELLING'],
  [full, '南京市建邺区水西门大街112号32幢3单元403室', 'SAME_DWELLING'],
  [full, '奥体新城32幢403', 'SAME_DWELLING'],
  ['建邺区奥体新城32-3-403', '南京市建邺区水西门大街112号32幢3单元403室', 'SAME_DOOR'],
  [full, '双闸街道奥体新城32栋3单元404', 'SAME_BUILDING'],
  [full, '双闸街道奥体新城31栋3单元403', 'SAME_PLACE'],
  [full, '双闸街道长江之家32栋3单元403', 'SAME_STREET'],
  [full, '沙洲街道长江之家32栋3单元403', 'DIFFERENT'],
  [full, '南京市玄武区奥体新城32栋3单元403', 'DIFFERENT'],
  ['水西门大街112号32幢3单元403室', '水西门大街114号32幢3单元403室', 'DIFFERENT'],
  ['建邺区奥体新城32-3-403', '南京市建邺区水西门大街112号31幢3单元403室', 'DIFFERENT'],
  [full, '', 'UNKNOWN'],
  ['不详', '', 'UNKNOWN'],
])('%s and %s: %s', (a, b, relation) => {
  expect(relateAddresses(parseAddress(a), parseAddress(b))).toBe(relation);
  expect(relateAddresses(parseAddress(b), parseAddress(a))).toBe(relation);
});
