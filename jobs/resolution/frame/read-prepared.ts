import { asRecordId } from '../../../schema/model/identity.ts';
import type { PreparedRecord, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { type Frame, readCell, readKey } from './frame.ts';
import { datasetDomain, datasetOffset } from './frame-layout.ts';

/** A record of the frame as the rules take it; its id is its place in the frame. Parts that nothing reads are left out. */
export function readPrepared(frame: Frame, settings: ResolutionSettings, record: number): PreparedRecord {
  const parts: Record<string, string> = {};
  for (const { name, domain, offset } of frame.layout.columns) {
    const text = readCell(frame, record, domain, offset);
    if (text !== undefined) parts[name] = text;
  }
  return {
    id: asRecordId(String(record)),
    dataset: readCell(frame, record, datasetDomain, datasetOffset) ?? '',
    key: readKey(frame, record),
    entityType: settings.entityType,
    parts,
  };
}
