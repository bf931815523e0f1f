import { codecRule, type FieldCodec } from './codec-rule.js';
import { declareField, type FieldDecorator, type ReportOption } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.custom`. */
export interface CustomOptions<V> extends FieldOptions<V> {
  /** The only values allowed. */
  readonly choices?: readonly V[];
}

/**
 * A value of a type of the user's own, by a codec that says what is one and how JSON has it.
 *
 * @example
 * ```ts fragment
 * const colour: FieldCodec<Colour> = {
 *   name: 'colour',
 *   accept: (value) => { if (value instanceof Colour) return value; throw new Error('a Colour'); },
 *   toJson: (value) => value.hex,
 *   fromJson: (json) => Colour.parse(String(json)),
 *   equals: (one, other) => one.hex === other.hex,
 * };
 * class Theme extends ValueObject<Theme> {
 *   @field.custom(colour, { required: true }) readonly accent!: Colour;
 * }
 * ```
 */
export function custom<V, const Options extends CustomOptions<V> = {}>(
  codec: FieldCodec<V>,
  options?: OnlyOptions<Options, CustomOptions<V>>,
): FieldDecorator<V, PresenceOf<Options>> {
  return declareField({
    kind: 'custom',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: ['choices'],
    refusedOptions: [],
    plan: (report) => {
      const unchecked = codec as FieldCodec<unknown>;
      reportBadCodec(unchecked, report);
      return { rule: codecRule(unchecked), constraints: { codec: unchecked?.name } };
    },
  });
}

function reportBadCodec(codec: Partial<FieldCodec<unknown>> | undefined, report: ReportOption): void {
  if (typeof codec?.name !== 'string' || codec.name === '') {
    report('codec', 'the codec has no name', 'Give it a name for messages and documentation.');
  }
  for (const part of ['accept', 'toJson', 'fromJson'] as const) {
    if (typeof codec?.[part] !== 'function')
      report('codec', `${part} of the codec is no function`, `Write ${part}.`);
  }
  for (const part of ['equals', 'schema'] as const) {
    if (codec?.[part] !== undefined && typeof codec[part] !== 'function') {
      report('codec', `${part} of the codec is no function`, `Write ${part} as a function, or leave it out.`);
    }
  }
}
