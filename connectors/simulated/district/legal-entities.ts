import { brandEndings, brandWords, type EntityForm, entityForms, entityKinds } from './data/legal-entity-words.ts';
import { districtPlace } from './data/places.ts';
import { dayBetweenYears } from './dates.ts';
import type { LegalEntity, Person } from './district-model.ts';
import type { Geography } from './geography.ts';
import { createCodeIssuer, fixedLine } from './numbers.ts';
import type { Random } from './random.ts';
import { lifeRates } from './rates.ts';
import { createRing } from './ring.ts';

export interface DrawnEntity {
  readonly entity: LegalEntity;
  readonly namesakeOf: string | null;
}

/** Draws legal entities one by one; a representative is one of the residents given, and may head several. */
export function createEntityDrawer(
  random: Random,
  geography: Geography,
): (representative: Person) => readonly DrawnEntity[] {
  const issueCode = createCodeIssuer(districtPlace.divisionCode);
  const earlier = createRing<LegalEntity>(random, 300);
  let drawn = 0;

  const settle = (form: EntityForm, core: Pick<LegalEntity, 'kind' | 'coreName' | 'branchOf' | 'representative'>) => {
    const entity: LegalEntity = {
      ...core,
      truth: `E${drawn++}`,
      ending: core.branchOf === null ? form.ending : core.coreName.slice(core.coreName.indexOf(form.ending)),
      creditCode: issueCode(form.code),
      dwelling: geography.takeDwelling(),
      formerDwelling: geography.anyDwelling(),
      phone: fixedLine(random, districtPlace.telephoneArea),
      formerPhone: fixedLine(random, districtPlace.telephoneArea),
      socialType: form.socialType ?? null,
      medicalCategory: form.medical ?? null,
      trade: core.kind === 'trade' || random.chance(lifeRates.socialWithTrade) ? (form.trade ?? null) : null,
      establishedOn: dayBetweenYears(random, 2001, 2024),
      closed: random.chance(lifeRates.closed),
    };
    earlier.add(entity);
    return entity;
  };

  return (person) => {
    const kind = random.weighted(entityKinds);
    const form = random.weighted(entityForms[kind]);
    const representative = { name: person.name, idNumber: person.idNumber, phone: person.phone };
    const namesake = random.chance(lifeRates.entityNamesake)
      ? earlier.find((other) => other.kind === kind && other.branchOf === null && other.ending === form.ending)
      : null;
    const coreName = namesake?.coreName ?? drawBrand(random) + form.ending;
    const parent = settle(form, { kind, coreName, branchOf: null, representative });
    const drawnParent = { entity: parent, namesakeOf: namesake?.truth ?? null };
    if (form.branch === undefined || !random.chance(lifeRates.branch)) return [drawnParent];
    // A branch bears its parent's name and, after it, the street where it stands.
    const branchName = `${coreName}${geography.anyDwelling().street}${form.branch}`;
    const branch = settle(form, { kind, coreName: branchName, branchOf: parent.truth, representative });
    return [drawnParent, { entity: branch, namesakeOf: null }];
  };
}

function drawBrand(random: Random): string {
  const first = random.pick(brandWords);
  const second = random.chance(0.6) ? random.pick(brandWords) : '';
  return first + (second === first ? '' : second) + random.pick(brandEndings);
}
