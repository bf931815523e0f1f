import type { EdgeKind } from '../../document/edge-document.js';
import { upcastersFrom } from '../../differences/upcast-path.js';
import type { CheckRule } from '../check-rule.js';
import { isFormerVersion, isWritten } from '../what-was-read.js';

/** Connections by which one element uses another; those that keep old messages readable are none. */
const using: readonly EdgeKind[] = [
  'contains',
  'references',
  'raises',
  'sends',
  'asks',
  'invokes',
  'loads',
  'subscribes',
];

/** Former versions, and what is on its way out. */
export const evolution: readonly CheckRule[] = [
  {
    code: 'UPCASTER_GAP',
    level: 'error',
    category: 'evolution',
    title: 'A former version that cannot be read',
    why: 'What is stored of it is found unreadable when it is needed.',
    fix: 'Add an upcaster from that version; or suppress this, when nothing was ever stored of it.',
    *find(landscape) {
      for (const kind of ['event', 'command'] as const) {
        for (const element of landscape.ofKind(kind)) {
          const { message, id, name } = element;
          if (message === undefined || !isWritten(element)) continue;
          for (let version = 1; version < message.version; version++) {
            if (upcastersFrom(message, version) !== undefined) continue;
            if (landscape.find(`${id}.v${version}`) !== undefined) continue;
            yield {
              at: element,
              about: `v${version}`,
              message: `${name} has version ${message.version}, and no upcaster leads there from version ${version}.`,
            };
          }
        }
      }
    },
  },
  {
    code: 'DEPRECATED_IN_USE',
    level: 'warning',
    category: 'evolution',
    title: 'Something deprecated is in use',
    why: 'It is to go away, and cannot as long as it is used.',
    fix: 'Use what takes its place.',
    *find(landscape) {
      for (const element of landscape.elements) {
        if (element.deprecated === undefined || isFormerVersion(element.id)) continue;
        const { use, removal } = element.deprecated;
        const until = removal === undefined ? '' : ` and goes away at ${removal}`;
        const instead = use === undefined ? '' : ` Use ${use}.`;
        for (const { from, method, kind } of landscape.edgesTo(element.id, ...using)) {
          const user = landscape.find(from);
          if (user === undefined || user.deprecated !== undefined || user.id === element.id) continue;
          yield {
            at: user,
            method: user.methods.some(({ name }) => name === method) ? method : undefined,
            field: user.fields.some(({ name }) => name === method) ? method : undefined,
            about: `${kind} ${element.id}`,
            message: `${user.name}${method === undefined ? '' : `.${method}`} ${kind} ${element.name}, which is deprecated${until}.${instead}`,
          };
        }
      }
    },
  },
  {
    code: 'DEPRECATED_WITHOUT_SUCCESSOR',
    level: 'info',
    category: 'evolution',
    title: 'Something deprecated that does not say what to use instead',
    why: 'Whoever uses it does not know where to go.',
    fix: 'Name it: { deprecated: { since: …, use: … } }, or { supersededBy: … }.',
    *find(landscape) {
      for (const element of landscape.elements.filter(isWritten)) {
        const isNamed = element.deprecated?.use !== undefined || element.supersededBy !== undefined;
        if (element.deprecated !== undefined && !isNamed) {
          yield { at: element, message: `${element.name} is deprecated, and nothing is named in its place.` };
        }
        for (const { name, deprecated } of element.fields) {
          if (deprecated === undefined || deprecated.use !== undefined) continue;
          yield {
            at: element,
            field: name,
            message: `${element.name}.${name} is deprecated, and nothing is named in its place.`,
          };
        }
      }
    },
  },
];
