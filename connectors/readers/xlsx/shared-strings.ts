import { bodyTooLarge } from '../body-faults.ts';
import { unescapeXlsxText } from './escaped-text.ts';
import { walkXml, type XmlHandlers } from './walk-xml.ts';

/** Texts are held in memory while the sheet is read: about this many bytes at most (some 6 million short texts). */
const maxSharedStringBytes = 512 * 1024 * 1024;
/** What V8 takes for a short string besides its characters. */
const bytesPerString = 40;

/**
 * The texts that cells refer to by number. Rich text is joined; phonetic guides (rPh) are left out.
 * @throws HubError BODY_TOO_LARGE, XLSX_BROKEN
 */
export async function readSharedStrings(chunks: AsyncIterable<Buffer>, part: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inPhonetic = false;
  let held = 0;
  let isTooLarge = false;
  const handlers: XmlHandlers = {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') inText = !inPhonetic;
      else if (name === 'rPh') inPhonetic = true;
    },
    text(text) {
      if (!inText || isTooLarge) return;
      current += text;
      held += text.length * 2;
      isTooLarge = held > maxSharedStringBytes;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') {
        strings.push(unescapeXlsxText(current));
        held += bytesPerString;
      }
    },
  };
  for await (const _ of walkXml(chunks, part, handlers)) {
    if (isTooLarge) throw bodyTooLarge('the text of the workbook', maxSharedStringBytes);
  }
  return strings;
}
