import type { RegisteredElement } from '@domainry/core';
import type { CallExpression, NewExpression, Node } from 'oxc-parser';
import type { Deed } from './body-facts.js';
import { builtInResult, isChangingCall } from './built-in-calls.js';
import { alternativesOf, either, instancesIn, itemOf, type Code, type KnownValue } from './known-value.js';
import type { ReadBody } from './read-body.js';
import type { Scope } from './scope.js';
import { isFunctionNode, nameOf } from './syntax-tree.js';
import { writtenText } from './written-text.js';

/** Kinds of element whose methods are worth an edge; those of values are read as a part of the caller. */
const actors = new Set([
  'aggregate',
  'entity',
  'domainService',
  'applicationService',
  'repository',
  'processManager',
]);

/** What the names of events that the framework raises end with, by what it raises them for. */
const lifecycle = {
  constructor: 'Created',
  changeAttribute: 'AttributeChanged',
  discard: 'Discarded',
} as const;

/** Reads calls and constructions: what they do, and what is known of what they give. */
export class CallReader {
  constructor(
    readonly body: ReadBody,
    readonly resultOf: (code: Code) => KnownValue | undefined,
  ) {}

  /** `new Account({ … })`. */
  construction(node: NewExpression, scope: Scope): KnownValue | undefined {
    const cls = this.body.visit(node.callee, scope);
    this.#visitAll(node.arguments, scope);
    if (cls?.is === 'class') {
      const { of } = cls;
      if (of.kind === 'event') this.#note(this.body.made, 'raises', of, node.start);
      if (of.kind === 'aggregate') this.#lifecycleCall(of, 'constructor', node);
      return { is: 'instance', of };
    }
    const name = node.callee.type === 'MemberExpression' ? nameOf(node.callee.property) : nameOf(node.callee);
    if (name === undefined) return undefined;
    if (name === 'Domain') return { is: 'domain' };
    const text = node.arguments[0] && writtenText(node.arguments[0]);
    return { is: 'other', name, ...(text === undefined ? {} : { text }) };
  }

  /** `account.withdraw(50)`, `process(new Withdraw(…))`, `isInUse(card)`. */
  call(node: CallExpression, scope: Scope): KnownValue | undefined {
    const { callee } = node;
    if (callee.type === 'MemberExpression' && !callee.computed) {
      const name = nameOf(callee.property) ?? '';
      if (callee.object.type === 'Super') return this.#superCall(name, node, scope);
      const object = this.body.visit(callee.object, scope);
      const changed = isChangingCall(name) ? this.body.fieldIn(callee.object, scope) : undefined;
      if (changed !== undefined) this.body.changes.add(changed.name);
      const given = this.#visitArguments(node, scope, itemOf(object), object);
      return alternativesOf(object)
        .map((each) => this.#methodCall(each, name, given, node))
        .reduce(either, object === undefined ? builtInResult(undefined, name, given) : undefined);
    }
    const called = this.body.visit(callee, scope);
    const given = this.#visitArguments(node, scope, undefined, called);
    return alternativesOf(called)
      .map((each) => this.#functionCall(each, given, node))
      .reduce(either, undefined);
  }

  /** What is known of a part of a value. */
  propertyOf(value: KnownValue, name: string): KnownValue | undefined {
    switch (value.is) {
      case 'instance': {
        if (value.of.kind === 'repository' && name === 'query')
          return this.#selectionOf(this.#aggregateOf(value.of));
        const getter = this.body.sources.methodOf(value.of, name, false);
        if (getter?.kind === 'get' && getter.code !== undefined) {
          return this.resultOf({ node: getter.code, file: getter.file, owner: value.of });
        }
        return this.body.sources.propertyOf(value.of, name);
      }
      case 'repository':
        return name === 'query' ? this.#selectionOf(value.of) : undefined;
      case 'context':
      case 'domain':
        return abilityNamed(name);
      case 'names': {
        const text = value.values.get(name);
        return text === undefined ? undefined : { is: 'text', value: text };
      }
      default:
        return undefined;
    }
  }

  #methodCall(
    object: KnownValue,
    name: string,
    given: readonly (KnownValue | undefined)[],
    node: CallExpression,
  ): KnownValue | undefined {
    const property = object.is === 'context' || object.is === 'domain' ? abilityNamed(name) : undefined;
    if (property !== undefined) return this.#functionCall(property, given, node);
    switch (object.is) {
      case 'instance':
        return this.#instanceCall(object.of, name, given, node);
      case 'class':
        return this.#staticCall(object.of, name, given, node);
      case 'repository':
        this.#do('loads', object.of, node.start);
        return builtInResult(object, name, given);
      case 'events':
        if (name === 'append') this.#raise(given, node);
        return undefined;
      default:
        return builtInResult(object, name, given);
    }
  }

  #instanceCall(
    of: RegisteredElement,
    name: string,
    given: readonly (KnownValue | undefined)[],
    node: CallExpression,
  ): KnownValue | undefined {
    if (name === 'raise_') {
      if (of === this.body.code.owner) this.#raise(given, node);
      return undefined;
    }
    const aggregate = of.kind === 'repository' ? this.#aggregateOf(of) : undefined;
    if (aggregate !== undefined && of !== this.body.code.owner) this.#do('loads', aggregate, node.start);
    const method = this.body.sources.methodOf(of, name, false);
    if (method !== undefined) {
      const code = method.code && { node: method.code, file: method.file, owner: of };
      return this.#ownCall(of, name, code, given, node);
    }
    if (aggregate !== undefined) return builtInResult({ is: 'repository', of: aggregate }, name, given);
    if (of.kind === 'aggregate' && (name === 'changeAttribute' || name === 'discard'))
      this.#lifecycleCall(of, name, node);
    return name === 'with' ? { is: 'instance', of } : undefined;
  }

  #staticCall(
    of: RegisteredElement,
    name: string,
    given: readonly (KnownValue | undefined)[],
    node: CallExpression,
  ): KnownValue | undefined {
    const method = this.body.sources.methodOf(of, name, true);
    if (method !== undefined) {
      const code = method.code && { node: method.code, file: method.file, owner: of, isStatic: true };
      return this.#ownCall(of, name, code, given, node);
    }
    if (name === 'createFrom') {
      if (of === this.body.code.owner) this.#raise(given, node);
      return { is: 'instance', of };
    }
    return name === 'fromDict' ? { is: 'instance', of } : undefined;
  }

  /** A method that the sources have: of another element that acts by itself, or a part of what is done here. */
  #ownCall(
    of: RegisteredElement,
    name: string,
    code: Code | undefined,
    given: readonly (KnownValue | undefined)[],
    node: CallExpression,
  ): KnownValue | undefined {
    if (of !== this.body.code.owner && actors.has(of.kind)) this.#do('invokes', of, node.start, name);
    else if (code !== undefined) this.body.calls.push({ code, given });
    return code && this.resultOf(code);
  }

  #superCall(name: string, node: CallExpression, scope: Scope): undefined {
    const given = this.#visitArguments(node, scope, undefined, undefined);
    const { owner } = this.body.code;
    const inherited = owner && this.body.sources.inheritedMethodOf(owner, name);
    if (inherited?.code === undefined) return;
    this.body.calls.push({ code: { node: inherited.code, file: inherited.file, owner: owner! }, given });
  }

  #functionCall(
    called: KnownValue,
    given: readonly (KnownValue | undefined)[],
    node: CallExpression,
  ): KnownValue | undefined {
    if (called.is === 'function') {
      this.body.calls.push({ code: called.code, given });
      return this.resultOf(called.code);
    }
    if (called.is !== 'ability') return undefined;
    const [first] = given;
    switch (called.to) {
      case 'process':
        for (const each of instancesIn(first))
          if (each.kind === 'command') this.#do('sends', each, node.start);
        return undefined;
      case 'ask':
        for (const each of instancesIn(first)) if (each.kind === 'query') this.#do('asks', each, node.start);
        return undefined;
      case 'repository':
        return first?.is === 'class' ? this.#repositoryOf(first.of, node) : undefined;
      case 'service':
        return first?.is === 'class' ? { is: 'instance', of: first.of } : undefined;
      case 'unitOfWork':
        return undefined;
    }
  }

  #repositoryOf(of: RegisteredElement, node: CallExpression): KnownValue | undefined {
    const aggregate = of.kind === 'repository' ? this.#aggregateOf(of) : of;
    if (aggregate === undefined) return undefined;
    this.#do('loads', aggregate, node.start);
    return of.kind === 'repository' ? { is: 'instance', of } : { is: 'repository', of };
  }

  #aggregateOf(repository: RegisteredElement): RegisteredElement | undefined {
    const cls = repository.belongsTo?.find();
    return cls && this.body.sources.registry.find(cls);
  }

  #selectionOf(of: RegisteredElement | undefined): KnownValue | undefined {
    return of && { is: 'selection', of };
  }

  /** Something for which the framework raises an event, where it is told to. */
  #lifecycleCall(of: RegisteredElement, name: keyof typeof lifecycle, node: Node): void {
    if (of !== this.body.code.owner) return this.#do('invokes', of, node.start, name);
    const event = this.body.sources.registry.find(`${of.name}${lifecycle[name]}`);
    if (event?.derived === 'lifecycleEvents') this.#do('raises', event, node.start);
  }

  #raise(given: readonly (KnownValue | undefined)[], node: CallExpression): void {
    for (const event of given.flatMap(instancesIn)) {
      if (event.kind === 'event') this.#do('raises', event, node.start);
    }
  }

  /** Functions that are given are read as if they were called here, with what is known of their arguments. */
  #visitArguments(
    node: CallExpression,
    scope: Scope,
    item: KnownValue | undefined,
    called: KnownValue | undefined,
  ): readonly (KnownValue | undefined)[] {
    const opensUnit = called?.is === 'domain' || (called?.is === 'ability' && called.to === 'unitOfWork');
    const first: KnownValue | undefined = item ?? (opensUnit ? { is: 'context' } : undefined);
    return node.arguments.map((argument) => {
      if (isFunctionNode(argument)) return this.body.visitFunction(argument, scope, [first]);
      return this.body.visit(argument.type === 'SpreadElement' ? argument.argument : argument, scope);
    });
  }

  #visitAll(nodes: readonly Node[], scope: Scope): void {
    for (const node of nodes) this.body.visit(node.type === 'SpreadElement' ? node.argument : node, scope);
  }

  #do(kind: Deed['kind'], to: RegisteredElement, at: number, via?: string): void {
    this.#note(this.body.deeds, kind, to, at, via);
  }

  #note(list: Deed[], kind: Deed['kind'], to: RegisteredElement, at: number, via?: string): void {
    list.push({ kind, to, ...(via === undefined ? {} : { via }), file: this.body.code.file, at });
  }
}

/** What handlers are given, and what a domain offers, by its name. */
function abilityNamed(name: string): KnownValue | undefined {
  switch (name) {
    case 'process':
    case 'processWithReport':
      return { is: 'ability', to: 'process' };
    case 'ask':
      return { is: 'ability', to: 'ask' };
    case 'repository':
    case 'repositoryFor':
      return { is: 'ability', to: 'repository' };
    case 'service':
      return { is: 'ability', to: 'service' };
    case 'unitOfWork':
      return { is: 'ability', to: 'unitOfWork' };
    case 'events':
      return { is: 'events' };
    default:
      return undefined;
  }
}
