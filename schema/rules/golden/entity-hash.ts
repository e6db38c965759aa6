import { hash } from 'node:crypto';
import type { DatasetName } from '../../model/identity.ts';

/**
 * SHA-256 over what an entity is: its sorted member keys and its golden values, without ids and times. Two hubs that
 * hold the same records and decisions give the same hash, whatever the order of arrival.
 *
 * The text is `JSON.stringify([sorted member keys, sorted [name, value] entries])`, put together by hand: arrays that
 * live only to be printed were a tenth of a load's time.
 */
export function hashEntity(
  members: readonly { readonly dataset: DatasetName; readonly key: string }[],
  values: Readonly<Record<string, string>>,
): Buffer {
  const memberKeys = members.map(({ dataset, key }) => `[${JSON.stringify(dataset)},${JSON.stringify(key)}]`);
  if (memberKeys.length > 1) memberKeys.sort();
  let text = '[[';
  for (let i = 0; i < memberKeys.length; i += 1) text += (i > 0 ? ',' : '') + JSON.stringify(memberKeys[i]);
  text += '],[';
  const names = Object.keys(values).sort();
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] ?? '';
    text += `${i > 0 ? ',' : ''}[${JSON.stringify(name)},${JSON.stringify(values[name])}]`;
  }
  return hash('sha256', `${text}]]`, 'buffer');
}

/**
 * SHA-256 over where the values come from: tells a newer source of the same value without reading both.
 * @param compact made by compactProvenance
 */
export const hashProvenance = (compact: string): Buffer => hash('sha256', compact, 'buffer');
