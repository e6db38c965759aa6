/**
 * GraphQL's own messages quote what was sent (`got invalid value "…"`), and a name or a number may be in it. Names of
 * the schema stay: they are what the message is about.
 */
export function hideValues(message: string): string {
  return message
    .replace(/(got invalid value|found|cannot represent[^:]*:) .*?(?=; |\.$|$)/gu, '$1 …')
    .replace(/"[^"]*"/gu, (quoted) => (/^"[$![\]A-Za-z_.@ ]{1,120}"$/.test(quoted) || isName(quoted) ? quoted : '"…"'))
    .replace(/\d{5,}[Xx]?/g, '…');
}

const isName = (quoted: string): boolean =>
  /^"[$@]?[_A-Za-z][_0-9A-Za-z]{0,80}"$/.test(quoted) && !/\d{5,}/.test(quoted);
