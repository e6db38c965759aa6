/**
 * PostgreSQL keeps neither U+0000 nor half a surrogate pair in text or jsonb, and one such value would make
 * the COPY of a whole batch fail. JSON can only smuggle them in as \u escapes, so callers check first for those.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !/[\p{Cs}\0]/u.test(value);
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
  }
  return true;
}
