import iconv from 'iconv-lite';
import type { Charset } from '../../schema/model/contract.ts';

/**
 * GB18030-2022 gave 18 two-byte codes to characters that older tables kept in the private-use area. The decoder
 * follows 2022, iconv-lite the older table: folded back, a character returns in the very bytes it came in.
 */
const foldToOlderTable: Readonly<Record<string, string>> = {
  '\uFE10': '\uE78D',
  '\uFE12': '\uE78E',
  '\uFE11': '\uE78F',
  '\uFE13': '\uE790',
  '\uFE14': '\uE791',
  '\uFE15': '\uE792',
  '\uFE16': '\uE793',
  '\uFE17': '\uE794',
  '\uFE18': '\uE795',
  '\uFE19': '\uE796',
  '\u9FB4': '\uE81E',
  '\u9FB5': '\uE826',
  '\u9FB6': '\uE82B',
  '\u9FB7': '\uE82C',
  '\u9FB8': '\uE832',
  '\u9FB9': '\uE843',
  '\u9FBA': '\uE854',
  '\u9FBB': '\uE864',
};

/** GBK is written as GB18030, which contains it: a rare character would otherwise come back as a question mark. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  return iconv.encode(
    text.replaceAll(/[\u9FB4-\u9FBB\uFE10-\uFE19]/gu, (c) => foldToOlderTable[c] ?? c),
    'gb18030',
  );
}
