import type { Label } from '../../../model/identity.ts';
import type { RecordExplanation } from './explain-cluster.ts';

/**
 * Why a record that is no subject, by a person's word, is in no cluster: no evidence is asked, so nothing else is said.
 * @param published it is still linked to an entity: the word has yet to be acted on.
 */
export const explainSetAside = (published: boolean): RecordExplanation => ({
  summary: published ? stillPublished : inNone,
  joins: [],
  carried: [],
  separations: [],
});

const inNone: Label = {
  zh: '人工判定此记录不代表任何居民或法人，故不属于任何主体。',
  en: 'A person decided that this record stands for no resident and no legal entity: it is in no entity.',
};
const stillPublished: Label = {
  zh: '人工判定此记录不代表任何居民或法人；待归并后即移出现所属主体。',
  en: 'A person decided that this record stands for no resident and no legal entity: once that is resolved it leaves the entity it is still in.',
};
