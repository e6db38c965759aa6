import { organisationNameForms } from '../../elements/organisation-name.ts';
import { toPinyin } from '../../elements/pinyin.ts';
import type { MadeParts } from './made-parts.ts';

/** `core` (brand and kind), its `pinyin`, `brand`, `kind`, `form`, and `branch`: the branch's own words, `-` of a head office. */
export function organisationNameParts(raw?: string): MadeParts {
  if (!raw) return {};
  const forms = organisationNameForms(raw);
  if (forms.folded === '') return {};
  return {
    folded: forms.folded,
    core: forms.core,
    pinyin: toPinyin(forms.core),
    brand: forms.brand,
    kind: forms.kind ?? undefined,
    form: forms.legalForm ?? undefined,
    branch: forms.branchMarker ?? '-',
  };
}
