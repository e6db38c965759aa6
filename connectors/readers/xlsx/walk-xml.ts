import { SaxesParser } from 'saxes';
import { bodyTooLarge, xlsxBroken } from '../body-faults.ts';

/** Names come without their prefix: some programs write `x:row`. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** One run of text or one tag longer than this is an attack: Excel's longest cell has 32,767 characters. */
const maxRunLength = 16 * 1024 * 1024;

/**
 * Parses XML as it arrives and yields after every chunk, so that the caller hands on what it has. External
 * entities and a document's own entities are not expanded.
 * @throws HubError XLSX_BROKEN, BODY_TOO_LARGE
 */
export async function* walkXml(
  chunks: AsyncIterable<Buffer>,
  part: string,
  handlers: XmlHandlers,
): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  if (handlers.open !== undefined) {
    const { open } = handlers;
    parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes));
  }
  if (handlers.close !== undefined) {
    const { close } = handlers;
    parser.on('closetag', (tag) => close(localName(tag.name)));
  }
  if (handlers.text !== undefined) {
    const { text } = handlers;
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const run = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      // saxes puts the text around the fault in its message: that may be a person's, so only the part is named.
      throw xlsxBroken(`its part ${part} is no valid XML`, error instanceof TypeError ? error : undefined);
    }
  };
  let runLength = 0;
  for await (const chunk of chunks) {
    let text = '';
    run(() => {
      text = decoder.decode(chunk, { stream: true });
    });
    const lastTag = text.lastIndexOf('<');
    runLength = lastTag === -1 ? runLength + text.length : text.length - lastTag;
    if (runLength > maxRunLength) throw bodyTooLarge(`one cell of the workbook's part ${part}`, maxRunLength);
    run(() => parser.write(text));
    yield;
  }
  run(() => parser.write(decoder.decode()).close());
}

/** For small parts: parses to the end. */
export async function parseXml(chunks: AsyncIterable<Buffer>, part: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of walkXml(chunks, part, handlers)) {
    // Nothing to hand on in between.
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
