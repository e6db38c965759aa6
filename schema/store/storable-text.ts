/** PostgreSQL holds neither NUL nor half a surrogate pair; both mark a broken export, never a name. */
const replacement = '\ufffd';
/** In JSON text: `\u0000` or a lone surrogate (JSON.stringify writes one as an escape), not behind an escaped backslash. */
const unstorableEscape = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;
const unstorable = /\0|\p{Surrogate}/gu;

/** Whether JSON text made by JSON.stringify can be stored as jsonb, character for character. */
function isStorableJson(json: string): boolean {
  if (!json.includes('\\u')) return true;
  unstorableEscape.lastIndex = 0;
  return !unstorableEscape.test(json);
}

/** The same JSON with U+FFFD for each character that cannot be stored. */
export function toStorableJson(json: string): string {
  return isStorableJson(json) ? json : json.replace(unstorableEscape, `$1${replacement}`);
}

/** The same text with U+FFFD for each character that cannot be stored. */
export function toStorableText(text: string): string {
  return text.replace(unstorable, replacement);
}
