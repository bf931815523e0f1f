import { fingerprint } from '../names/fingerprint.js';
import { identifierOf, wordsOf } from '../names/identifier.js';

/** `order_id` for `orderId`; names that are written otherwise keep what tells them apart. */
export function fieldName(name: string): string {
  const words = wordsOf(name).join('_');
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(name) && /^[a-z]/.test(words) && words.length <= 100) return words;
  const spelled = identifierOf(name).replace(/^_+/, '').toLowerCase();
  return /^[a-z]/.test(spelled) ? spelled : `field_${spelled}`;
}

/** What JSON calls a field by Protobuf's own rule: `orderId` for `order_id`. */
export function usualJsonName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_whole, sign: string) => sign.toUpperCase());
}

/** `OrderId` for `orderId`: a type that belongs to a field. */
export function typeName(name: string): string {
  const spelled = fieldName(name)
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return spelled;
}

/** `CHANNEL_WEB` for the value `web` of `channel`, and so on; those that would be the same say which they are. */
export function symbolNames(
  field: string,
  values: readonly string[],
  unspecified: string,
): readonly string[] {
  const taken = new Set([unspecified]);
  return values.map((value) => {
    const plain = symbolName(field, value);
    const name = taken.has(plain) ? `${plain}_${fingerprint(value).toUpperCase()}` : plain;
    taken.add(name);
    return name;
  });
}

function symbolName(field: string, value: string): string {
  const words = wordsOf(value).join('_');
  const spelled = /^[A-Za-z0-9 _-]*$/.test(value) && words !== '' ? words : `${words}_${fingerprint(value)}`;
  return `${fieldName(field)}_${spelled}`.toUpperCase().replace(/__+/g, '_');
}

/** `order_to_cash` for `OrderToCash`. */
export function packageName(context: string): string {
  return fieldName(context);
}
