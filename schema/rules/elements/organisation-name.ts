import { foldWidthAndCase, removeBlanks, tidyHanText } from './fold-text.ts';
import { bracketedForms, branchWords, legalForms, organisationKinds } from './organisation-kinds.ts';
import { readOrganisationPlaces } from './organisation-places.ts';
import { toSimplified } from './simplify-text.ts';

export interface OrganisationNameForms {
  /** As registered: NFC, no blanks between Han characters, full-width brackets. */
  readonly canonical: string;
  /** For comparison: NFKC, simplified, upper case, half-width brackets, no blanks. */
  readonly folded: string;
  /** Brand and kind: the folded name without places, legal form and branch. 天和酒店 of 南京市建邺区天和酒店有限公司. */
  readonly core: string;
  /** What sets this organisation apart; never empty for a name with text (a name that is only place + kind keeps its place). */
  readonly brand: string;
  /** 诊所, 酒店, 志愿者协会 …; null where no known kind ends the name. */
  readonly kind: string | null;
  /** 有限公司 for 有限责任公司 too; null where the name has none. */
  readonly legalForm: string | null;
  /** 兴隆分公司, 第二分店, 门诊部: text of the branch behind its parent's name, else null. */
  readonly branchMarker: string | null;
  /** Short names of the divisions taken off, outermost first: 南京, 建邺. */
  readonly places: readonly string[];
}

const kindsByLength = [...new Set(organisationKinds)].sort((a, b) => b.length - a.length);
const kindAnywhere = new RegExp(
  `(?:${[...legalForms.map(([written]) => written), ...kindsByLength.filter((kind) => kind.length >= 2)].join('|')})`,
  'g',
);

/** Every form of an organisation's name that comparison needs. */
export function organisationNameForms(raw: string): OrganisationNameForms {
  const canonical = tidyHanText(raw).replace(/\(/g, '\uff08').replace(/\)/g, '\uff09');
  const folded = foldOrganisationName(canonical);
  const unbracketed = readBrackets(folded);
  const { text, places } = readOrganisationPlaces(unbracketed.text, unbracketed.remarks);
  const branch = readBranch(text);
  const form = readLegalForm(branch.parent);
  const kind = kindsByLength.find((known) => form.text.endsWith(known)) ?? null;
  const own = kind === null ? form.text : form.text.slice(0, form.text.length - kind.length);
  const brand = own === '' ? (places.at(-1) ?? form.text) : own;
  return {
    canonical,
    folded,
    core: brand === form.text ? brand : brand + (kind ?? ''),
    brand,
    kind,
    legalForm: form.legalForm ?? unbracketed.legalForm,
    branchMarker: branch.marker,
    places,
  };
}

function foldOrganisationName(canonical: string): string {
  return toSimplified(
    removeBlanks(foldWidthAndCase(canonical))
      .replace(/[[{【〔〖<《「]/g, '(')
      .replace(/[\]}】〕〗>》」]/g, ')')
      .replace(/["'“”‘’·•・,。.、-]/g, '')
      .normalize('NFC'),
  );
}

interface Unbracketed {
  readonly text: string;
  /** What stood in brackets and was not part of the name. */
  readonly remarks: readonly string[];
  readonly legalForm: string | null;
}

/** A bracket holds a place, a legal form, or words of the name: only the last stay in the text. */
function readBrackets(folded: string): Unbracketed {
  if (!folded.includes('(')) return { text: folded, remarks: [], legalForm: null };
  const remarks: string[] = [];
  let legalForm: string | null = null;
  const text = folded.replace(/\(([^()]*)\)?/g, (_, inside: string) => {
    const form = bracketedForms.get(inside);
    if (form !== undefined) {
      legalForm = form;
      return '';
    }
    if (inside !== '中国' && readOrganisationPlaces(inside, []).text !== '') return inside;
    remarks.push(inside);
    return '';
  });
  return { text: text.replace(/\)/g, ''), remarks, legalForm };
}

/** Splits 鼎新宾馆南苑分店 behind the last kind or legal form in front of the branch word. */
function readBranch(text: string): { readonly parent: string; readonly marker: string | null } {
  const word = branchWords.find((known) => text.endsWith(known));
  if (word === undefined) return { parent: text, marker: null };
  const front = text.slice(0, text.length - word.length);
  let cut = 0;
  for (const match of front.matchAll(kindAnywhere)) cut = match.index + match[0].length;
  // 仁爱门诊部 has no kind in front of its last word: that word is its own kind, not a branch.
  if (cut > 0 && text.length - cut <= 12) return { parent: text.slice(0, cut), marker: text.slice(cut) };
  if (!word.startsWith('分')) return { parent: text, marker: null };
  const numbered = /(?:第?[一二三四五六七八九十0-9]+)?$/.exec(front)?.[0] ?? '';
  const parent = front.slice(0, front.length - numbered.length);
  return parent === '' ? { parent: text, marker: null } : { parent, marker: numbered + word };
}

function readLegalForm(text: string): { readonly text: string; readonly legalForm: string | null } {
  const found = legalForms.find(([written]) => text.endsWith(written) && text.length > written.length);
  if (found === undefined) return { text, legalForm: null };
  return { text: text.slice(0, text.length - found[0].length), legalForm: found[1] };
}
