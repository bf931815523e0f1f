import type { Node } from 'oxc-parser';
import { alternativesOf, itemOf, type KnownValue } from './known-value.js';
import { nameOf } from './syntax-tree.js';
import { valueOfType, type LookUp } from './type-values.js';

/** The names that are known at a place of a body, and what they stand for. */
export class Scope {
  readonly #names = new Map<string, KnownValue | undefined>();

  constructor(readonly outer?: Scope) {}

  /** Whether a name is one of the body, and not of the module. */
  has(name: string): boolean {
    return this.#names.has(name) || this.outer?.has(name) === true;
  }

  get(name: string): KnownValue | undefined {
    return this.#names.has(name) ? this.#names.get(name) : this.outer?.get(name);
  }

  declare(name: string, value: KnownValue | undefined): void {
    this.#names.set(name, value);
  }

  /** Gives a name that is declared already another value. */
  assign(name: string, value: KnownValue | undefined): void {
    if (this.#names.has(name) || this.outer === undefined) this.#names.set(name, value);
    else this.outer.assign(name, value);
  }
}

/** What is needed to take a value apart. */
export interface Binding {
  readonly scope: Scope;
  readonly lookUpType: LookUp;
  readonly propertyOf: (value: KnownValue | undefined, name: string) => KnownValue | undefined;
}

/** Declares the names of a pattern, such as `{ repository }: HandlerContext` or `[from, to]`. */
export function bind(pattern: Node, value: KnownValue | undefined, binding: Binding): void {
  const annotated =
    'typeAnnotation' in pattern && pattern.typeAnnotation?.type === 'TSTypeAnnotation'
      ? valueOfType(pattern.typeAnnotation.typeAnnotation, binding.lookUpType)
      : undefined;
  const known = value?.is === 'parameter' ? parameterOf(value, annotated) : (annotated ?? value);
  switch (pattern.type) {
    case 'Identifier':
      binding.scope.declare(pattern.name, known);
      break;
    case 'AssignmentPattern':
      bind(pattern.left, known, binding);
      break;
    case 'RestElement':
      bind(pattern.argument, known, binding);
      break;
    case 'TSParameterProperty':
      bind(pattern.parameter, known, binding);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') bind(property.argument, known, binding);
        else bind(property.value, partNamed(property.key, known, binding), binding);
      }
      break;
    case 'ArrayPattern':
      pattern.elements.forEach((element, at) => {
        if (element === null) return;
        const part = known?.is === 'tuple' ? known.of[at] : itemOf(known);
        bind(element, element.type === 'RestElement' ? known : part, binding);
      });
      break;
    default:
  }
}

/** Of parameters, only texts are of interest for what is given; of others, what they are. */
function parameterOf(
  parameter: Extract<KnownValue, { readonly is: 'parameter' }>,
  annotated: KnownValue | undefined,
): KnownValue {
  if (annotated === undefined) return parameter;
  const areTexts = alternativesOf(annotated).every(({ is }) => is === 'text' || is === 'names');
  return areTexts ? { ...parameter, of: annotated } : annotated;
}

function partNamed(key: Node, of: KnownValue | undefined, { propertyOf }: Binding): KnownValue | undefined {
  const name = nameOf(key);
  return name === undefined ? undefined : propertyOf(of, name);
}
