import type { ChangeKind } from '../../schema/model/entity.ts';
import type { EntityType, Label } from '../../schema/model/identity.ts';
import { entityTypes } from '../../schema/model/identity.ts';
import { findStandardElement } from '../../schema/model/standard-elements.ts';

export const entityWords: Readonly<Record<EntityType, Label>> = {
  resident: { zh: '居民', en: 'Residents' },
  'legal-entity': { zh: '法人', en: 'Legal entities' },
};

export const kindWords: Readonly<Record<ChangeKind, Label>> = {
  ABSORBED: { zh: '并入', en: 'merged' },
  SPLIT: { zh: '拆出', en: 'split off' },
  DELETED: { zh: '删除', en: 'deleted' },
  CHANGED: { zh: '修改', en: 'changed' },
  CREATED: { zh: '新建', en: 'created' },
};

/** In the order in which a person wants to hear of them. */
export const kinds: readonly ChangeKind[] = ['ABSORBED', 'SPLIT', 'DELETED', 'CHANGED', 'CREATED'];

/** `resident.phone` → 居民 · 联系电话. */
export function fieldWords(path: string): Label {
  const entityType = entityTypes.find((known) => path.startsWith(`${known}.`));
  if (!entityType) return { zh: path, en: path };
  const name = path.slice(entityType.length + 1);
  const label = findStandardElement(entityType, name)?.label ?? { zh: name, en: name };
  const { zh, en } = entityWords[entityType];
  return { zh: `${zh} · ${label.zh}`, en: `${en} · ${label.en}` };
}

/** An entity's field alone. */
export function elementWords(entityType: EntityType, name: string): Label {
  return findStandardElement(entityType, name)?.label ?? { zh: name, en: name };
}
