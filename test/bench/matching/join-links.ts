/** Connected components of links, without any guard: what a peer calls clusters. Records in no link are left out. */
export function joinLinks(links: Iterable<readonly [string, string]>): readonly (readonly string[])[] {
  const parents = new Map<string, string>();
  const rootOf = (record: string): string => {
    let root = record;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) {
      root = parent;
    }
    parents.set(record, root);
    return root;
  };
  for (const [a, b] of links) parents.set(rootOf(a), rootOf(b));
  const members = new Map<string, string[]>();
  for (const record of parents.keys()) {
    const root = rootOf(record);
    const list = members.get(root);
    if (list) list.push(record);
    else members.set(root, [record]);
  }
  return [...members.values()];
}
