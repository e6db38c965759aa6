/**
 * A PostgreSQL array of ids, numbers, hashes or plain words, written as its text. pg would quote and escape every
 * element by itself, which for a hundred thousand ids costs more than the statement; these need neither.
 * @throws RangeError for an element that would need quoting: bind such an array as it is
 */
export function arrayOf(elements: readonly (string | number | bigint | boolean | null)[]): string {
  return `{${elements.map(toElement).join(',')}}`;
}

function toElement(element: string | number | bigint | boolean | null): string | number | bigint | boolean {
  if (element === null) return 'NULL';
  if (typeof element === 'string' && !plain.test(element)) throw new RangeError('arrayOf takes plain words only');
  return element;
}

const plain = /^(?!null$)[0-9A-Za-z_.:+-]+$/i;
