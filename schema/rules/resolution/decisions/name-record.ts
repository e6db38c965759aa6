/** One text for one record, whatever is in its key. */
export const nameRecord = ({ dataset, key }: { readonly dataset: string; readonly key: string }): string =>
  JSON.stringify([dataset, key]);
