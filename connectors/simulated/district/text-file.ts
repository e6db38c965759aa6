import { type FileHandle, open } from 'node:fs/promises';
import iconv from 'iconv-lite';

const flushAt = 256 * 1024;

/** A text file written in pieces; `full` asks the writer to wait for `flush` before it goes on. */
export interface TextFile {
  write(text: string): void;
  full(): boolean;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function createTextFile(path: string, charset: 'utf-8' | 'gb18030'): Promise<TextFile> {
  const file: FileHandle = await open(path, 'w');
  let pending: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const text = pending.join('');
    pending = [];
    length = 0;
    await file.writeFile(charset === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, charset));
  };
  return {
    write: (text) => {
      pending.push(text);
      length += text.length;
    },
    full: () => length >= flushAt,
    flush,
    close: async () => {
      try {
        await flush();
      } finally {
        await file.close();
      }
    },
  };
}
