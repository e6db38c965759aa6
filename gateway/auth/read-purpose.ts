/**
 * What a header may mean by its bytes: as it stands, percent-encoded, or UTF-8 that HTTP carried as Latin-1, for
 * purposes have Chinese names and clients send them in each of these ways.
 */
export function readPurpose(header: string): readonly string[] {
  const text = header.trim();
  return [text, decodePercent(text), Buffer.from(text, 'latin1').toString('utf8')];
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
