/** Names that are not one name in another writing. */
export const unlikeNames: readonly string[] = ['one-character', 'given', 'surname', 'different'];
