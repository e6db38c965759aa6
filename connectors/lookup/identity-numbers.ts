/** Each number asked for once, in the form that departments index: no blanks, upper case. */
export function distinctNumbers(idNumbers: readonly string[]): readonly string[] {
  return [...new Set(idNumbers.map(indexForm))].filter((number) => number !== '');
}

/** Answers by the number as it was asked for; whoever has none gets an empty list. */
export function groupByNumber<A extends { readonly idNumber: string }, B>(
  idNumbers: readonly string[],
  answers: readonly A[],
  toValue: (answer: A) => B,
): ReadonlyMap<string, readonly B[]> {
  const found = new Map<string, B[]>();
  for (const answer of answers) {
    const list = found.get(answer.idNumber) ?? [];
    found.set(answer.idNumber, list);
    list.push(toValue(answer));
  }
  return new Map(idNumbers.map((asked) => [asked, found.get(indexForm(asked)) ?? []] as const));
}

const indexForm = (idNumber: string): string => idNumber.replace(/\s/g, '').toUpperCase();
