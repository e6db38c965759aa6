import { foldWidthAndCase, removeBlanks } from './fold-text.ts';
import { toSimplified } from './simplify-text.ts';

const plain = /^[\u4e00-\u9fff0-9A-Z-]*$/;
const dashes = /[‐-―−~～_—]+/g;
const ornaments = /[,，.。、;；:：'"“”‘’·|\\/]+/g;
const numerals = '零〇一二两三四五六七八九十百';
/** Numerals count only in front of a word of a door or a house number: 三单元, never 三元路. */
const beforeDoorWord = new RegExp(
  `[${numerals}]+(?=号楼|幢|栋|单元|层|楼|室|组|弄|期|座(?!桥)|号(?!桥|路|街|井)|门(?=[0-9${numerals}]|$))`,
  'g',
);
const anyNumeral = new RegExp(`[${numerals}]`);

/** Half-width, simplified, upper-case, without blanks and ornaments; Chinese numerals of doors as digits. */
export function foldAddress(raw: string): string {
  let text = plain.test(raw)
    ? raw
    : removeBlanks(foldWidthAndCase(raw)).replace(dashes, '-').replace(ornaments, '').normalize('NFC');
  text = toSimplified(text);
  return anyNumeral.test(text) ? text.replace(beforeDoorWord, readNumeral) : text;
}

/** 十二 → 12, 三百零五 → 305, 一〇二 → 102. */
function readNumeral(text: string): string {
  if (!/[十百]/.test(text)) return [...text].map((c) => digitOf(c)).join('');
  let total = 0;
  let pending = 0;
  for (const c of text) {
    if (c === '百') total += (pending || 1) * 100;
    else if (c === '十') total += (pending || 1) * 10;
    pending = c === '百' || c === '十' ? 0 : digitOf(c);
  }
  return String(total + pending);
}

function digitOf(character: string): number {
  if (character === '〇') return 0;
  if (character === '两') return 2;
  return '零一二三四五六七八九'.indexOf(character);
}
