/**
 * A PostgreSQL array of ids, numbers, hashes or words, written as its text. pg would quote and escape every element
 * by itself, which for a hundred thousand ids costs more than the statement; these need neither.
 * @throws RangeError for an element that would need quoting: free text goes as JSON or as an ordinary binding
 */
export function arrayOf(elements: readonly (string | number | bigint | boolean | null)[]): string {
  const text = elements.map((element) => (element === null ? 'NULL' : element)).join(',');
  if (unsafe.test(text)) throw new RangeError('arrayOf takes ids, numbers and plain words only');
  return `{${text}}`;
}

const unsafe = /[^0-9A-Za-z_.,+-]/;
