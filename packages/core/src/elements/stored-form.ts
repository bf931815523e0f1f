import type { JsonValue } from '../errors/violation.js';
import type { Compilation, ElementModel } from './element-model.js';
import { interpretStoredForm } from './stored-form-closures.js';
import { storedFieldsOf, type StoredKeys } from './stored-form-fields.js';
import { generateStoredForm } from './stored-form-source.js';
import { surfaceUnreadable } from './stored-form-unreadable.js';
import type { RawForm, StoredReading } from './stored-form-values.js';

/** How elements of one class are kept in stores and messages: as plain data that JSON can hold, without loss. */
export interface StoredForm {
  /**
   * Writes an element with everything in it. Absent values are left out. Decorators of class-transformer and a `toDict`
   * of the class have no say in it. Lists may be shared with the element: they are frozen.
   */
  write(instance: object): Record<string, JsonValue>;
  /**
   * Makes an element of what was written, also by former versions of its class. Rules and invariants are not checked
   * and `defaults()` is not called: that was done before it was written. Absent values get their defaults.
   *
   * @throws DomainryError STORED_DATA_UNREADABLE.
   */
  read(data: unknown, reading?: StoredReading): object;
  /**
   * {@link StoredForm.read} of short text, without parsing it. Undefined for all that was not written by the form of today,
   * and for much that was: parse it then.
   */
  readText(text: string): object | undefined;
}

/**
 * The stored form of a class; compiled when it is first used.
 *
 * States have the names of fields as keys: their stores know how to call them. Messages, which others read, have the
 * stored names where fields have one (`storedAs`). Reading takes either, and former names (`renamedFrom`).
 */
export function storedFormOf(model: ElementModel): StoredForm {
  const known = forms.get(model);
  if (known !== undefined) return known;
  const isMessage = model.kind === 'event' || model.kind === 'command' || model.kind === 'query';
  const form = compileStoredForm(model, isMessage ? 'stored' : 'names');
  forms.set(model, form);
  return form;
}

const forms = new WeakMap<ElementModel, StoredForm>();

function compileStoredForm(model: ElementModel, keys: StoredKeys): StoredForm {
  const raw = rawFormOf(model, keys, model.compilation);
  return Object.freeze({
    write: (instance: object) => raw.write(instance),
    read: (data: unknown, reading?: StoredReading) => {
      try {
        return raw.read(data, reading && { ...reading, path: [] });
      } catch (error) {
        throw surfaceUnreadable(error, model.name);
      }
    },
    readText: (text: string) => {
      try {
        return raw.readText(text);
      } catch {
        // Whoever reads what was parsed says where it is wrong.
        return undefined;
      }
    },
  });
}

const rawForms = new WeakMap<ElementModel, Map<string, RawForm>>();

/** One for each class, kind of keys and way of compiling: classes may hold themselves. */
function rawFormOf(model: ElementModel, keys: StoredKeys, compilation: Compilation): RawForm {
  const ofModel = rawForms.get(model) ?? new Map<string, RawForm>();
  rawForms.set(model, ofModel);
  const key = `${keys} ${compilation}`;
  const known = ofModel.get(key);
  if (known !== undefined) return known;
  const compile = (): RawForm => {
    const fields = storedFieldsOf(model, keys, (nested) => rawFormOf(nested, keys, compilation));
    const compiled =
      compilation === 'generated' ? generateOrInterpret(model, fields) : interpretStoredForm(model, fields);
    return Object.assign(form, compiled);
  };
  const form: RawForm = {
    write: (instance) => compile().write(instance),
    read: (data, place) => compile().read(data, place),
    readText: (text) => compile().readText(text),
  };
  ofModel.set(key, form);
  return form;
}

function generateOrInterpret(...given: Parameters<typeof generateStoredForm>): RawForm {
  try {
    return generateStoredForm(...given);
  } catch (error) {
    if (error instanceof EvalError) return interpretStoredForm(...given);
    throw error;
  }
}
