import type { ComparisonSettings } from '../../../model/resolution.ts';
import { different, missing } from './common-levels.ts';

/** How a resident is reached: evidence shared by a household. Starting values of m are guesses of the right size; EM replaces them. */
export const residentContactComparisons: readonly ComparisonSettings[] = [
  {
    name: 'phone',
    label: { zh: '电话', en: 'Telephone' },
    levels: [
      missing('phone'),
      {
        key: 'equal',
        label: { zh: '相同', en: 'equal' },
        when: { test: 'equal', part: 'phone' },
        // The telephone of a home or a firm that many gave.
        frequencyOf: 'phone',
        m: 0.7,
      },
      different(0.3, { atMost: 0, atLeast: -4 }),
    ],
  },
  {
    name: 'address',
    label: { zh: '住址', en: 'Address' },
    levels: [
      {
        key: 'dwelling',
        label: { zh: '同一住处', en: 'same dwelling' },
        when: { test: 'address', part: 'home', relations: ['SAME_DWELLING', 'SAME_DOOR'] },
        m: 0.7,
      },
      {
        key: 'registered',
        label: { zh: '一方的户籍地址是另一方的住址', en: 'one’s registered address is the other’s dwelling' },
        when: { test: 'address', part: 'home', with: 'registered', relations: ['SAME_DWELLING', 'SAME_DOOR'] },
        m: 0.1,
      },
      missing('home.slots'),
      {
        key: 'building',
        label: { zh: '同一楼幢', en: 'same building' },
        when: { test: 'address', part: 'home', relations: ['SAME_BUILDING'] },
        m: 0.05,
        atLeast: -2,
      },
      {
        key: 'grid',
        label: { zh: '同一网格', en: 'same grid' },
        when: { test: 'equal', part: 'grid' },
        m: 0.05,
      },
      different(0.1, { atMost: 0, atLeast: -6 }),
    ],
  },
];
