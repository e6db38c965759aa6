/** One step of a source path: a property, then perhaps an element of its list. */
export type PathStep =
  | { readonly step: 'property'; readonly name: string }
  | { readonly step: 'index'; readonly index: number }
  | { readonly step: 'where'; readonly property: string; readonly equals: string };

const segment = /^([^.[\]=]+)((?:\[[^\]]*\])*)(?:\.|$)/;
const filter = /\[([^\]]*)\]/g;

/**
 * A path into parsed JSON: `meta.lastUpdated`, `name[0].text`, `identifier[system=urn:oid:1.2.3].value`.
 * Null when it cannot be read. Of several elements that match a filter, the first counts.
 */
export function parsePath(path: string): readonly PathStep[] | null {
  const steps: PathStep[] = [];
  let rest = path;
  while (rest !== '') {
    const match = segment.exec(rest);
    if (match === null) return null;
    steps.push({ step: 'property', name: match[1] ?? '' });
    for (const [, inside = ''] of (match[2] ?? '').matchAll(filter)) {
      const step = parseFilter(inside);
      if (step === null) return null;
      steps.push(step);
    }
    rest = rest.slice(match[0].length);
    if (rest === '' && match[0].endsWith('.')) return null;
  }
  return steps.length > 0 ? steps : null;
}

/** The value at the end of the path, undefined where any step finds nothing. */
export function readPath(value: unknown, steps: readonly PathStep[]): unknown {
  let current = value;
  for (const step of steps) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = takeStep(current, step);
  }
  return current;
}

function parseFilter(inside: string): PathStep | null {
  if (/^\d{1,6}$/.test(inside)) return { step: 'index', index: Number(inside) };
  const cut = inside.indexOf('=');
  if (cut < 1 || cut === inside.length - 1) return null;
  return { step: 'where', property: inside.slice(0, cut), equals: inside.slice(cut + 1) };
}

function takeStep(current: object, step: PathStep): unknown {
  switch (step.step) {
    case 'property':
      return property(current, step.name);
    case 'index':
      return Array.isArray(current) ? current[step.index] : undefined;
    case 'where':
      return Array.isArray(current)
        ? current.find((element: unknown) => property(element, step.property) === step.equals)
        : undefined;
  }
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
