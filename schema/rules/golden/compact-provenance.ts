import type { Provenance } from '../../model/entity.ts';

/** A source named once, with every field that it gave. */
export interface CompactSource extends Provenance {
  readonly fields: readonly string[];
}

/**
 * Provenance as it is stored: an entity of four records names four sources instead of one for each of twenty fields.
 * Sources by dataset and key, fields in the order given, so that equal provenance is equal text.
 */
export function compactProvenance(provenance: Readonly<Record<string, Provenance>>): string {
  const sources: { readonly source: Provenance; fields: string }[] = [];
  for (const field of Object.keys(provenance)) {
    const source = provenance[field];
    if (!source) continue;
    const known = sources.find(({ source: { recordId } }) => recordId === source.recordId);
    if (known) known.fields += `","${field}`;
    else sources.push({ source, fields: field });
  }
  if (sources.length > 1) sources.sort((a, b) => compareSources(a.source, b.source));
  let text = '';
  for (const { source, fields } of sources) {
    if (text) text += ',';
    text += `{"dataset":${JSON.stringify(source.dataset)},"key":${JSON.stringify(source.key)},"recordId":"${source.recordId}","version":"${source.version}","fields":["${fields}"]}`;
  }
  return `[${text}]`;
}

/** The inverse: field → source. */
export function expandProvenance(sources: readonly CompactSource[]): Readonly<Record<string, Provenance>> {
  const provenance: Record<string, Provenance> = {};
  for (const { fields, ...source } of sources) for (const field of fields) provenance[field] = source;
  return provenance;
}

function compareSources(a: Provenance, b: Provenance): number {
  if (a.dataset !== b.dataset) return a.dataset < b.dataset ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
