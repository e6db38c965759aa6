import { jsonBroken } from './body-faults.ts';
import { createJsonArrayScanner } from './json-array-scanner.ts';
import { createJsonValueScanner, isJsonSpace, type ScannedValue } from './json-value-scanner.ts';

/** A Bundle's own members (type, link, total …) are small; more of one than this is not kept. */
const maxMemberBytes = 64 * 1024;

/**
 * Cuts the items of `entry` out of a FHIR Bundle, over any number of chunks, whatever the order of members.
 * @throws HubError JSON_BROKEN
 */
export function createBundleScanner(maxItemBytes: number) {
  const entries = createJsonArrayScanner(maxItemBytes);
  const member = createJsonValueScanner(maxMemberBytes);
  let state: 'before' | 'name' | 'in-name' | 'colon' | 'value' | 'in-value' | 'entry' | 'after' | 'done' = 'before';
  let name = '';
  let resourceType: unknown = null;

  const endMember = (): void => {
    const scanned = member.take();
    const value = scanned.kind === 'whole' ? tryParse(scanned.bytes) : null;
    if (state === 'in-name') {
      name = typeof value === 'string' ? value : '';
      state = 'colon';
      return;
    }
    if (name === 'resourceType') resourceType = value;
    state = 'after';
  };

  /** What one byte between members means; false where the byte belongs to a member that begins with it. */
  const step = (byte: number, offset: number): boolean => {
    const character = String.fromCharCode(byte);
    switch (`${state} ${character}`) {
      case 'before {':
      case 'after ,':
        state = 'name';
        return true;
      case 'name }':
      case 'after }':
        state = 'done';
        return true;
      case 'name "':
        state = 'in-name';
        return false;
      case 'colon :':
        state = 'value';
        return true;
      case 'value ,':
      case 'value }':
        throw jsonBroken('a member of the Bundle has no value', offset, entries.count());
      default:
        if (state !== 'value') throw jsonBroken('the Bundle is no valid JSON', offset, entries.count());
        state = name === 'entry' && character === '[' ? 'entry' : 'in-value';
        return false;
    }
  };

  return {
    feed(chunk: Buffer, at: number, chunkOffset: number, items: ScannedValue[]): void {
      let i = at;
      while (i < chunk.length) {
        if (state === 'entry') {
          i = entries.feed(chunk, i, chunkOffset, items);
          if (entries.isDone()) state = 'after';
        } else if (state === 'in-name' || state === 'in-value') {
          const end = member.feed(chunk, i);
          if (end === null) return;
          endMember();
          i = end;
        } else if (isJsonSpace(chunk[i] ?? 0) || step(chunk[i] ?? 0, chunkOffset + i)) {
          i += 1;
        }
      }
    },
    /** @throws HubError JSON_BROKEN where the Bundle is cut off */
    end(offset: number): { readonly resourceType: unknown } {
      if (state !== 'done') throw jsonBroken('the Bundle is not closed', offset, entries.count());
      return { resourceType };
    },
  };
}

function tryParse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
