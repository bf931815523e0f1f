import type { RegisteredElement } from '../registered-element.js';
import type { Examination } from './examination.js';

/** Reports entities that are part of themselves, and associations that leave their cluster. */
export function checkClusters(examination: Examination): void {
  for (const element of examination.registry) {
    if (element.kind !== 'aggregate' && element.kind !== 'entity') continue;
    if (element.kind === 'entity') checkCycle(examination, element);
    checkAssociations(examination, element);
  }
}

function checkCycle(examination: Examination, entity: RegisteredElement): void {
  const chain = [entity];
  for (let owner = examination.ownerOf(entity); owner !== undefined; owner = examination.ownerOf(owner)) {
    if (owner === entity) {
      const way = [...chain, entity].map(({ name }) => name).join(' → ');
      examination.report(
        entity,
        'REFERENCE_CYCLE',
        `it is part of itself: ${way}`,
        'Let one of them be part of the aggregate.',
      );
      return;
    }
    // A cycle further up is reported where it lies.
    if (chain.includes(owner)) return;
    chain.push(owner);
  }
}

function checkAssociations(examination: Examination, element: RegisteredElement): void {
  const { registry } = examination;
  const own = registry.clusterOf(element.cls);
  for (const field of element.fields) {
    if (field.kind !== 'hasOne' && field.kind !== 'hasMany') continue;
    const child = examination.targetOf(field.target);
    if (child?.kind !== 'entity') continue;
    const cluster = registry.clusterOf(child.cls);
    // What an abstract class holds is checked in the classes that extend it.
    if (cluster === undefined || cluster === own || element.isAbstract) continue;
    examination.report(
      element,
      'WRONG_CLUSTER',
      `it holds ${child.name}, which is part of ${cluster.name}`,
      `Declare ${child.name} as part of ${own?.name ?? 'the same aggregate'}, or refer to ${cluster.name} by identity: field.reference(() => ${cluster.name}).`,
      field.name,
    );
  }
}
