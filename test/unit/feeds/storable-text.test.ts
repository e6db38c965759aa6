import fc from 'fast-check';
import { toStorableJson, toStorableText } from '../../../schema/store/storable-text.ts';

test.each([
  ['a NUL', 'a\0b', 'a\ufffdb'],
  ['half a pair', 'a\ud83db', 'a\ufffdb'],
  ['the other half', '\ude00', '\ufffd'],
  ['a whole pair', '😀𠮷', '😀𠮷'],
  ['a backslash before u0000', '\\u0000', '\\u0000'],
  ['two backslashes and a NUL', '\\\\\0', '\\\\\ufffd'],
])('%s', (_what, text, expected) => {
  expect(toStorableText(text)).toBe(expected);
  expect(JSON.parse(toStorableJson(JSON.stringify({ cell: text })))).toEqual({ cell: expected });
});

test('JSON that can be stored is left alone, and what is mended can be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const mended = JSON.parse(toStorableJson(JSON.stringify([text])))[0];
      expect(mended.includes('\0') || !mended.isWellFormed()).toBe(false);
      if (text.isWellFormed() && !text.includes('\0')) expect(mended).toBe(text);
    }),
  );
});
