import type { Landscape } from '@domainry/model';
import type { ValueForm } from '../value-form.js';
import type { FieldNumbers } from './field-numbers.js';
import { fieldName, symbolNames } from './protobuf-names.js';

/** What the messages of one file share. */
export interface ProtobufFile {
  readonly landscape: Landscape;
  readonly numbers: FieldNumbers;
  /** Names of messages with their package, `.banking.Money`, by id of the element. */
  readonly names: ReadonlyMap<string, string>;
  /** Files of Google's that types come from; filled while messages are written. */
  readonly imports: Set<string>;
}

/** Where a declaration stands: what the types it needs are called, numbered and written. */
interface Place {
  readonly name: string;
  readonly typeName: string;
  readonly subject: string;
  readonly formerSubjects: readonly string[];
  readonly inner: string[];
}

interface Declaration {
  readonly declaration: string;
  /** The declaration without names that may change while the bytes stay the same. */
  readonly type: string;
}

/** How a field of a form is declared. The types that only it needs are added to those inside of the message. */
export function declarationOf(file: ProtobufFile, form: ValueForm, place: Place): Declaration {
  if (form.type !== 'list' && form.type !== 'dict') return singular(file, form, place);
  const isNested = form.item.type === 'list' || form.item.type === 'dict';
  const { declaration, type } = isNested ? wrapped(file, form.item, place) : singular(file, form.item, place);
  return form.type === 'list'
    ? { declaration: `repeated ${declaration}`, type: `repeated ${type}` }
    : { declaration: `map<string, ${declaration}>`, type: `map<string, ${type}>` };
}

/** Lists of lists have no word of their own: the inner one is a message. */
function wrapped(file: ProtobufFile, form: ValueForm, place: Place): Declaration {
  const name = `${place.typeName}Item`;
  const inner: string[] = [];
  const { declaration, type } = declarationOf(file, form, { ...place, typeName: name, inner });
  place.inner.push(indented(`message ${name} {\n${inner.join('')}  ${declaration} items = 1;\n}\n`));
  return { declaration: name, type: `{ ${type} }` };
}

function singular(file: ProtobufFile, form: ValueForm, place: Place): Declaration {
  const plain = (type: string): Declaration => ({ declaration: type, type });
  switch (form.type) {
    case 'text':
      return form.choices === undefined ? plain('string') : enumeration(file, form.choices, place);
    case 'choice':
      return choice(file, form.values, place);
    case 'integer':
      return plain('int64');
    case 'number':
      return plain('double');
    case 'boolean':
      return plain('bool');
    case 'instant':
      file.imports.add('google/protobuf/timestamp.proto');
      return plain('google.protobuf.Timestamp');
    case 'anything':
      return value(file);
    case 'element':
      return plain(file.names.get(form.id)!);
    default:
      return plain('string');
  }
}

function value(file: ProtobufFile): Declaration {
  file.imports.add('google/protobuf/struct.proto');
  return { declaration: 'google.protobuf.Value', type: 'google.protobuf.Value' };
}

function choice(file: ProtobufFile, values: readonly (string | number)[], place: Place): Declaration {
  const texts = values.filter((each) => typeof each === 'string');
  if (texts.length === values.length) return enumeration(file, texts, place);
  if (texts.length > 0) return value(file);
  const type = values.every((each) => Number.isSafeInteger(each)) ? 'int64' : 'double';
  return { declaration: type, type };
}

/** Values of enumerations are numbered like fields; 0 says that none was given. */
function enumeration(file: ProtobufFile, values: readonly string[], place: Place): Declaration {
  const { name, subject, inner } = place;
  const wanted = values.map((each) => ({ name: each, type: 'symbol' }));
  const { numbers, reservedNumbers } = file.numbers.number(subject, wanted, place.formerSubjects);
  const unspecified = `${fieldName(name)}_unspecified`.toUpperCase();
  const names = symbolNames(name, values, unspecified);
  const symbols = values.map(
    (each, index) => `  ${names[index]!} = ${numbers[index]!}; // ${JSON.stringify(each)}\n`,
  );
  const enumName = `${place.typeName}Choice`;
  inner.push(
    indented(
      [
        `enum ${enumName} {\n`,
        ...(reservedNumbers.length === 0 ? [] : [`  reserved ${reservedNumbers.join(', ')};\n`]),
        `  ${unspecified} = 0;\n`,
        ...symbols,
        '}\n',
      ].join(''),
    ),
  );
  return { declaration: enumName, type: 'enum' };
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
