// oxlint-disable max-lines -- one table, which is read as a page
/** One kind of problem: what it says about the world, and what the reader can do about it. */
export interface CodeEntry {
  /** What this code stands for, one sentence. */
  readonly sentence: string;
  /** What to do about it, one sentence. */
  readonly remedy: string;
}

/** A code of the table {@link errorCodes}. */
export type ErrorCode =
  | 'VALIDATION_FAILED'
  | 'CLASS_NOT_REGISTERED'
  | 'ABSTRACT_ELEMENT'
  | 'CONSTRUCTOR_ARGUMENT'
  | 'FIELD_INITIALISER'
  | 'MODEL_INVALID'
  | 'REFERENCE_UNRESOLVED'
  | 'IMMUTABLE'
  | 'INVARIANT_MUTATES'
  | 'ASYNC_CHANGE'
  | 'ASYNC_VALIDATOR'
  | 'CHILD_OWNED'
  | 'DUPLICATE_CHILD'
  | 'CHILD_NOT_FOUND'
  | 'EVENT_NOT_OWNED'
  | 'EVENT_ALREADY_RAISED'
  | 'ENTITY_DETACHED'
  | 'AGGREGATE_DISCARDED'
  | 'LIFECYCLE_DISABLED'
  | 'DOMAIN_FROZEN'
  | 'FACT_EVENTS_DISABLED'
  | 'IDENTITY_FUNCTION'
  | 'DECORATORS_UNSUPPORTED'
  | 'PEER_MISSING'
  | 'SCHEMA_TARGET'
  | 'VERSION_CONFLICT'
  | 'UNIQUE_CONFLICT'
  | 'BOUNDARY_CONFLICT'
  | 'DUPLICATE_EVENT'
  | 'STREAM_ARCHIVED'
  | 'STREAM_DELETED'
  | 'STREAM_TRUNCATED'
  | 'STREAM_NEEDED'
  | 'SNAPSHOT_UNUSED'
  | 'COMMAND_IN_FLIGHT'
  | 'AGGREGATE_STALE'
  | 'AGGREGATE_READ_ONLY'
  | 'QUERY_INVALID'
  | 'CURSOR_INVALID'
  | 'RESULT_MISSING'
  | 'RESULT_AMBIGUOUS'
  | 'TRANSACTION_ENDED'
  | 'DATABASE_CLOSED'
  | 'DATABASE_OPTION'
  | 'DATABASE_UNAVAILABLE'
  | 'DATABASE_BUSY'
  | 'DATABASE_CORRUPT'
  | 'VALUE_TOO_LARGE'
  | 'DRIVER_MISSING'
  | 'SCHEMA_NEWER'
  | 'SCHEMA_OUTDATED'
  | 'MIGRATION_INVALID'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_DESTRUCTIVE'
  | 'MIGRATION_FAILED'
  | 'NOT_STORABLE'
  | 'CACHE_OPTION'
  | 'AGGREGATE_REMOVED'
  | 'AGGREGATE_NOT_FOUND'
  | 'AGGREGATE_FORGOTTEN'
  | 'AGGREGATE_TWICE'
  | 'AGGREGATE_UNNUMBERED'
  | 'WRONG_AGGREGATE'
  | 'NOT_REMOVABLE'
  | 'AGGREGATE_STORED'
  | 'NOT_QUERYABLE'
  | 'PAST_NOT_KEPT'
  | 'UNIT_DOOMED'
  | 'UNIT_ENDED'
  | 'WAITS_FOR_ITSELF'
  | 'TWO_DATABASES'
  | 'TENANT_MIXED'
  | 'TENANT_MISSING'
  | 'TENANT_INVALID'
  | 'TENANT_IN_USE'
  | 'TENANT_PLACEMENT'
  | 'TENANT_UNGUARDED'
  | 'RAW_OUTSIDE_UNIT'
  | 'RAW_UNSUPPORTED'
  | 'RAW_REFUSED'
  | 'NOT_INITIALISED'
  | 'ALREADY_INITIALISED'
  | 'CONFIGURATION_INVALID'
  | 'STORED_DATA_UNREADABLE'
  | 'MESSAGE_FOREIGN'
  | 'COMMAND_UNHANDLED'
  | 'QUERY_UNHANDLED'
  | 'HANDLER_UNRESOLVED'
  | 'COMMAND_EXPIRED'
  | 'COMMAND_OUTDATED'
  | 'COMMAND_UNTARGETED'
  | 'IDEMPOTENCY_MISMATCH'
  | 'RESULT_NOT_STORABLE'
  | 'QUERY_WRITES'
  | 'NEXT_CALLED_TWICE'
  | 'NOT_EVENT_SOURCED'
  | 'EVENT_NOT_APPLIED'
  | 'RAISED_WHILE_APPLYING'
  | 'CHANGED_WITHOUT_EVENT'
  | 'SOURCED_CONSTRUCTION'
  | 'MESSAGE_UNREADABLE'
  | 'MESSAGE_TYPE_UNKNOWN'
  | 'MESSAGE_VERSION_UNKNOWN'
  | 'UPCAST_FAILED'
  | 'CHECKSUM_MISMATCH'
  | 'CODEC_UNKNOWN'
  | 'PAYLOAD_UNREADABLE'
  | 'ENCRYPTION_KEY_UNKNOWN'
  | 'EXTENSION_REFUSED'
  | 'NOT_JSON'
  | 'CLOUD_EVENT_INVALID'
  | 'METADATA_UNKNOWN'
  | 'RUNTIME_UNSUPPORTED'
  | 'SECTION_UNKNOWN'
  | 'EVENTS_TAKEN'
  | 'TAGS_INVALID'
  | 'DECISION_INVALID'
  | 'DECIDER_TERMINAL';

/**
 * Every code a {@link DomainryError} can carry. A code is never reused: retired ones move to {@link retiredCodes}.
 */
export const errorCodes: Readonly<Record<ErrorCode, CodeEntry>> = {
  VALIDATION_FAILED: {
    sentence: 'One or more values break the rules of their fields, or an invariant does not hold.',
    remedy: 'Read `violations`: each names its path, what was expected and what was received.',
  },
  CLASS_NOT_REGISTERED: {
    sentence: 'An element class was constructed that no domain has registered.',
    remedy: 'Decorate the class itself with the decorator of a domain; a plain subclass is not enough.',
  },
  ABSTRACT_ELEMENT: {
    sentence: 'An element class that was registered as abstract was constructed.',
    remedy: 'Construct a concrete, registered subclass.',
  },
  CONSTRUCTOR_ARGUMENT: {
    sentence: "An element's own constructor did not hand its argument on to the base class.",
    remedy: 'Remove the constructor; use a static factory method or the `defaults()` hook.',
  },
  FIELD_INITIALISER: {
    sentence: 'A decorated field was given a value by an initialiser or a constructor.',
    remedy: 'Declare the value as the `default` of the field and leave the property without an initialiser.',
  },
  MODEL_INVALID: {
    sentence: 'The model has problems that were found while it was registered or resolved.',
    remedy: 'Read `problems`: each names its element, its place, its cause and its fix.',
  },
  REFERENCE_UNRESOLVED: {
    sentence: 'A reference to another element was used before it could be resolved.',
    remedy: 'Register the element that is referred to, or refer to it with a thunk.',
  },
  IMMUTABLE: {
    sentence: 'A value that cannot change was assigned to.',
    remedy: 'Build a new one, for instance with `with()`.',
  },
  INVARIANT_MUTATES: {
    sentence: 'Something was changed while invariants were being checked.',
    remedy: 'Let invariants only read; change state in a method.',
  },
  ASYNC_CHANGE: {
    sentence: 'A method of a domain object, or the function given to `atomically`, was asynchronous.',
    remedy: 'Do the asynchronous work in a handler or service and hand its results to a synchronous method.',
  },
  ASYNC_VALIDATOR: {
    sentence: 'A constraint of class-validator on an element is asynchronous.',
    remedy: 'Check it in a handler or service, before the element is built or changed.',
  },
  CHILD_OWNED: {
    sentence: 'A child entity was put where it cannot be, since it belongs to another parent.',
    remedy: 'Remove it from its parent first, or build a new entity.',
  },
  DUPLICATE_CHILD: {
    sentence: 'A collection already holds a child with this identity.',
    remedy: 'Change the child that is there, or remove it first.',
  },
  CHILD_NOT_FOUND: {
    sentence: 'A collection holds no child with this identity.',
    remedy: 'Check the identity, or ask with `get`, which answers undefined.',
  },
  EVENT_NOT_OWNED: {
    sentence: 'An event was raised or written by something that it does not belong to.',
    remedy: 'Raise an event that is declared as part of this aggregate; let deciders decide on theirs.',
  },
  EVENT_ALREADY_RAISED: {
    sentence: 'One event object was raised twice.',
    remedy: 'Construct a new event each time something happens.',
  },
  ENTITY_DETACHED: {
    sentence: 'An entity outside any aggregate was asked for something only a member can do.',
    remedy: 'Add the entity to its aggregate first.',
  },
  AGGREGATE_DISCARDED: {
    sentence: 'An aggregate that was discarded was asked to change.',
    remedy: 'Do not use it any further; load or create another.',
  },
  LIFECYCLE_DISABLED: {
    sentence: 'A lifecycle operation was called on an aggregate without lifecycle events.',
    remedy: 'Register the aggregate with `lifecycleEvents: true`.',
  },
  DOMAIN_FROZEN: {
    sentence: 'Something was registered with a domain that has been initialised.',
    remedy: 'Register every element before `init()`, or use `fork()` in tests.',
  },
  FACT_EVENTS_DISABLED: {
    sentence: 'A fact event was asked for from an aggregate that has none.',
    remedy: 'Register the aggregate with `factEvents: true`.',
  },
  IDENTITY_FUNCTION: {
    sentence: 'The identity function of a domain gave something that is no identity.',
    remedy: 'Let it give a text that is not empty, and another one each time.',
  },
  DECORATORS_UNSUPPORTED: {
    sentence: 'The build calls decorators in a way that is neither the legacy nor the standard one.',
    remedy: 'Change the setting of the compiler that the message names.',
  },
  PEER_MISSING: {
    sentence: 'An optional library is needed by decorators on a class and could not be loaded.',
    remedy: 'Install the library, or import the bridge of this package that loads it.',
  },
  SCHEMA_TARGET: {
    sentence: 'A JSON Schema was asked for in a draft that is not supported.',
    remedy: 'Ask for `draft-2020-12` or `draft-07`.',
  },
  VERSION_CONFLICT: {
    sentence: 'A state or stream was changed by someone else since it was read.',
    remedy: 'Load it again and repeat the change; command handlers do so by themselves.',
  },
  UNIQUE_CONFLICT: {
    sentence: 'A state with the same identity, or the same values in unique fields, exists already.',
    remedy: 'Change the value, or load the state that exists.',
  },
  BOUNDARY_CONFLICT: {
    sentence: 'Events were written that a conditional append had not seen.',
    remedy: 'Read the events again and repeat the decision.',
  },
  DUPLICATE_EVENT: {
    sentence: 'An event with the same identity is stored already.',
    remedy: 'Give each event an identity of its own.',
  },
  STREAM_ARCHIVED: {
    sentence: 'A stream that is archived was written to.',
    remedy: 'Restore it, or write to another stream.',
  },
  STREAM_DELETED: {
    sentence: 'A stream was to be restored whose events were deleted.',
    remedy: 'Begin another stream: an identity whose stream was deleted is not given again.',
  },
  STREAM_TRUNCATED: {
    sentence: 'A state was to be built from a stream whose first events were truncated.',
    remedy: 'Restore the events, or a snapshot that has them.',
  },
  STREAM_NEEDED: {
    sentence: 'A stream was to lose its first events, and a state is built from all of them.',
    remedy: 'Delete the stream whole, or begin another one for what comes.',
  },
  SNAPSHOT_UNUSED: {
    sentence: 'A snapshot was to be taken of what is not loaded from snapshots.',
    remedy: 'Register the event-sourced aggregate, or the decider, with `snapshotEvery`.',
  },
  COMMAND_IN_FLIGHT: {
    sentence: 'A command with the same idempotency key is being handled.',
    remedy: "Try again later, or wait for it with `whenInFlight: 'wait'`.",
  },
  AGGREGATE_STALE: {
    sentence: 'An aggregate was used after the unit of work that loaded or saved it failed.',
    remedy: 'Load it again in a new unit of work.',
  },
  AGGREGATE_READ_ONLY: {
    sentence: 'An aggregate that was loaded as of a version or moment in the past was changed.',
    remedy: 'Load its latest state to change it.',
  },
  QUERY_INVALID: {
    sentence: 'A query names a field, comparison or value that its class does not have.',
    remedy: 'Use the names of fields, comparisons that fit their kinds, and values that the fields accept.',
  },
  CURSOR_INVALID: {
    sentence: 'The cursor of a page was changed, or belongs to another query.',
    remedy: 'Ask for the first page, or give the cursor of a page of the same query as it was received.',
  },
  RESULT_MISSING: {
    sentence: 'A query that was to give exactly one result matched nothing.',
    remedy: 'Ask with `first`, which answers undefined, or check the condition.',
  },
  RESULT_AMBIGUOUS: {
    sentence: 'A query that was to give exactly one result matched several.',
    remedy: 'Narrow the condition, or ask with `first`.',
  },
  TRANSACTION_ENDED: {
    sentence: 'A transaction was used after it was committed or rolled back.',
    remedy: 'Begin another transaction.',
  },
  DATABASE_CLOSED: {
    sentence: 'A database or cache was used after it was closed.',
    remedy: 'Open it again, or close it when nothing uses it any more.',
  },
  DATABASE_OPTION: {
    sentence: 'A database was given an option it does not know, or a value it cannot use.',
    remedy: 'The message names the option and what it takes.',
  },
  DATABASE_UNAVAILABLE: {
    sentence: 'A database cannot be reached, opened or written to.',
    remedy:
      'The message names what is in the way. What was asked for can be repeated, with its idempotency key if it had one.',
  },
  DATABASE_BUSY: {
    sentence: 'Somebody else has been writing to a database for longer than one waits.',
    remedy: 'Try again, or look for a transaction that does not end.',
  },
  DATABASE_CORRUPT: {
    sentence: 'What lies at the place of a database is none, or was damaged.',
    remedy: 'Check the path, or restore a backup.',
  },
  VALUE_TOO_LARGE: {
    sentence: 'A value is larger than the database takes at its place, such as one of a unique field.',
    remedy: 'Limit the field by maxLength.',
  },
  DRIVER_MISSING: {
    sentence: 'No library that speaks to a database could be loaded.',
    remedy: 'Install one of those that the message names.',
  },
  SCHEMA_NEWER: {
    sentence: 'The tables of a database were made by a later version of the package.',
    remedy: 'Update the package, or open another database.',
  },
  SCHEMA_OUTDATED: {
    sentence:
      'A database has the tables of an earlier model, and what leads to those of today is not done unasked.',
    remedy:
      'Say what was renamed by `storedAs` or `renamedFrom`; else take a backup, and choose another `migrations` option or run `details.statements`.',
  },
  MIGRATION_INVALID: {
    sentence:
      'The folder of migrations has a file that cannot be applied: by its name, its number, or what is in it.',
    remedy: 'Rename or mend the file that the message names; transactions are begun and ended around it.',
  },
  MIGRATION_CHANGED: {
    sentence: 'A file of migrations is not as it was when it was applied.',
    remedy:
      'Put it back as it was (`details.statements` has what was run), and say what is to change in another file.',
  },
  MIGRATION_DESTRUCTIVE: {
    sentence: 'Something that is stored would be removed or converted, and nobody has asked for that.',
    remedy:
      'Read the statements, take a backup, and apply with `destructive`, or open with `migrations: all`.',
  },
  MIGRATION_FAILED: {
    sentence: 'The database has refused a statement of a migration; nothing was changed.',
    remedy: 'Mend the file, or what is stored, and apply again.',
  },
  CACHE_OPTION: {
    sentence: 'A cache was given a capacity or a time to live that is none.',
    remedy: 'Give a whole number above 0 as capacity, and milliseconds above 0 as time to live.',
  },
  NOT_STORABLE: {
    sentence: 'Something was to be stored that JSON cannot hold.',
    remedy:
      'Store what the fields of an element write: texts, finite numbers, booleans, null, arrays, objects.',
  },
  AGGREGATE_REMOVED: {
    sentence: 'An aggregate that was removed from its store was used.',
    remedy: 'Do not use it any further; load or create another.',
  },
  AGGREGATE_NOT_FOUND: {
    sentence: 'No aggregate with this identity is stored.',
    remedy: 'Check the identity, or ask with `getOrNull`, which answers null.',
  },
  AGGREGATE_FORGOTTEN: {
    sentence: 'A unit of work loaded an aggregate that was changed and not added to its repository.',
    remedy: 'Hand it to `add` after changing it.',
  },
  AGGREGATE_TWICE: {
    sentence: 'Two objects stand for the same aggregate in one unit of work.',
    remedy: 'Change the one that the repository gave.',
  },
  AGGREGATE_UNNUMBERED: {
    sentence: 'An aggregate without an identity was saved.',
    remedy: 'Give it an identity when it is constructed.',
  },
  WRONG_AGGREGATE: {
    sentence: 'A repository was given something that is no aggregate of its class.',
    remedy: 'Hand it to the repository of its own class; entities are saved with their aggregate.',
  },
  NOT_REMOVABLE: {
    sentence: 'An aggregate was to be removed whose class does not allow it.',
    remedy:
      'Register the aggregate with `removable: true`, or model the end of its life as a change of state.',
  },
  AGGREGATE_STORED: {
    sentence: 'A removed aggregate was to be forgotten, and it is still stored.',
    remedy: 'Remove it before.',
  },
  NOT_QUERYABLE: {
    sentence: 'States were asked for that the store does not keep.',
    remedy: 'Load by identity, or keep a projection and query that.',
  },
  PAST_NOT_KEPT: {
    sentence: 'A former state was asked for of an aggregate that keeps its latest state only.',
    remedy: 'Register the aggregate with `eventSourced: true`.',
  },
  UNIT_DOOMED: {
    sentence: 'A unit of work could not commit since a part of it had failed before.',
    remedy: 'Let the error of the inner part through, or do that part in a unit of its own.',
  },
  UNIT_ENDED: {
    sentence: 'A unit of work was used after it had ended.',
    remedy: 'Await everything inside the unit before it ends.',
  },
  WAITS_FOR_ITSELF: {
    sentence:
      'The end of a domain, or of what it is doing, was waited for by something that is a part of that.',
    remedy:
      'Call `close` and `settled` from outside: not in handlers, middleware, use cases or units of work.',
  },
  TWO_DATABASES: {
    sentence: 'One unit of work wrote to two databases, which cannot be committed together.',
    remedy: 'Write to one, and let a handler of its events write to the other; or keep both in one database.',
  },
  TENANT_MIXED: {
    sentence: 'A unit of work was used for another tenant than it was begun for.',
    remedy: 'Begin a unit of work for each tenant.',
  },
  TENANT_MISSING: {
    sentence: 'What is kept apart by tenants was used, and nobody said for which of them.',
    remedy: 'Name the tenant: `withTenant(name, act)`, or the option `tenant` of `process` and `ask`.',
  },
  TENANT_INVALID: {
    sentence: 'A tenant has a name that no database can be kept under.',
    remedy:
      'Give a text of 1 to 200 characters without control characters; some places take shorter ones only.',
  },
  TENANT_IN_USE: {
    sentence: 'What is kept of a tenant was to be removed while something used it.',
    remedy: 'End the work for the tenant first, here and in other processes.',
  },
  TENANT_PLACEMENT: {
    sentence: 'A database keeps tenants apart in another way than it was opened for.',
    remedy:
      'Open it with the option `tenants` that it was made with, or open another database and copy events and states there.',
  },
  TENANT_UNGUARDED: {
    sentence: 'The role of a connection is one that the database keeps no tenant’s rows from.',
    remedy: 'Connect as a role that is no superuser and has no BYPASSRLS.',
  },
  RAW_OUTSIDE_UNIT: {
    sentence: 'Statements of one’s own were to run where no unit of work is open.',
    remedy: 'Run them in `unitOfWork()`, or in a command handler.',
  },
  RAW_UNSUPPORTED: {
    sentence: 'Statements of one’s own were to run in a database that has no language for them.',
    remedy: 'Use a database that has one, such as `sqlite()` or `postgres()`; or ask by queries.',
  },
  RAW_REFUSED: {
    sentence:
      'A statement of one’s own would begin or end a transaction or outlast it, is several at once, or is about tables that are called otherwise.',
    remedy:
      'Let the unit of work begin and end it; write `SET LOCAL` instead of `SET`; give one statement at a time; name tables and columns as they are stored.',
  },
  NOT_INITIALISED: {
    sentence: 'A domain was asked to load, save or handle something while it is not initialised.',
    remedy: 'Await `init()` first; after `close()`, again.',
  },
  ALREADY_INITIALISED: {
    sentence: 'A domain that is initialised was to be initialised with options.',
    remedy: 'Give the options at the first `init()`, `close()` it before, or use a `fork()`.',
  },
  CONFIGURATION_INVALID: {
    sentence: 'An option of `init()` is unknown or has a value it cannot have.',
    remedy: 'Mend the option that the message names.',
  },
  STORED_DATA_UNREADABLE: {
    sentence: 'Data that were stored do not fit the class that reads them.',
    remedy: 'Add an upcaster, `renamedFrom` or a default for what changed; or read leniently.',
  },
  MESSAGE_FOREIGN: {
    sentence: 'Something was to be processed or asked that is no command or query of the domain.',
    remedy: 'Give an instance of a class that is registered with this domain.',
  },
  COMMAND_UNHANDLED: {
    sentence: 'A command was processed that no method handles.',
    remedy: 'Mark a method of a command handler with `@handle`, and import its module before `init()`.',
  },
  QUERY_UNHANDLED: {
    sentence: 'A query was asked that no method answers.',
    remedy: 'Mark a method of a query handler with `@read`, and import its module before `init()`.',
  },
  HANDLER_UNRESOLVED: {
    sentence: 'The class of a handler or service could not be constructed.',
    remedy: 'Give `init()` a `resolve` function that makes instances of the class.',
  },
  COMMAND_EXPIRED: {
    sentence: 'The deadline of a command had passed before it was handled.',
    remedy: 'Send the command again, with more time.',
  },
  COMMAND_OUTDATED: {
    sentence: 'The aggregate of a command is not in the version that the sender of the command saw.',
    remedy: 'Show the sender what the aggregate is like now, and send another command.',
  },
  COMMAND_UNTARGETED: {
    sentence: 'A version was expected of the aggregate of a command that does not say which one it is for.',
    remedy: 'Mark the field with the identity of the aggregate: `field.identifier({ identifier: true })`.',
  },
  IDEMPOTENCY_MISMATCH: {
    sentence: 'An idempotency key was used again for another command.',
    remedy: 'Use a new key for each thing that is to happen, and the same only to repeat it.',
  },
  RESULT_NOT_STORABLE: {
    sentence: 'A handler gave a result that cannot be kept under an idempotency key.',
    remedy: 'Give plain data, dates, decimals or value objects.',
  },
  QUERY_WRITES: {
    sentence: 'Something was saved or processed while a query was answered.',
    remedy: 'Let queries only read; change things in the handler of a command.',
  },
  NEXT_CALLED_TWICE: {
    sentence: 'Middleware called `next` a second time.',
    remedy: 'Call it once; tries are repeated by the retry options of handlers.',
  },
  NOT_EVENT_SOURCED: {
    sentence: 'An aggregate that is not event-sourced was to be made from an event.',
    remedy: 'Register it with `eventSourced: true`, or construct it.',
  },
  EVENT_NOT_APPLIED: {
    sentence: 'An event-sourced aggregate raised an event that none of its methods applies.',
    remedy: 'Add a method marked with `@apply` for the event.',
  },
  RAISED_WHILE_APPLYING: {
    sentence: 'An event-sourced aggregate raised an event while it applied another.',
    remedy: 'Raise both where the first one is raised; methods marked with `@apply` only change the state.',
  },
  CHANGED_WITHOUT_EVENT: {
    sentence: 'An event-sourced aggregate was changed outside a method marked with `@apply`.',
    remedy: 'Raise an event, and make the change where it is applied.',
  },
  SOURCED_CONSTRUCTION: {
    sentence: 'An event-sourced aggregate was constructed instead of created from its first event.',
    remedy: 'Use `createFrom(event)`, or register the aggregate with `lifecycleEvents: true`.',
  },
  MESSAGE_UNREADABLE: {
    sentence: 'A stored message is damaged, or was not written by this library.',
    remedy: 'Look at what is stored; restore it from a backup.',
  },
  MESSAGE_TYPE_UNKNOWN: {
    sentence: 'A stored message has a name that no element of the domain has, or had.',
    remedy: "Register its class, name the former name in `renamedFrom`, or read with `onUnknown: 'skip'`.",
  },
  MESSAGE_VERSION_UNKNOWN: {
    sentence: 'A stored message has a version that no chain of upcasters leads from.',
    remedy: 'Add an upcaster from that version; or deploy the code that knows it, when it is a later one.',
  },
  UPCAST_FAILED: {
    sentence: 'An upcaster threw, or gave something that is no data.',
    remedy: 'Mend the upcaster that the message names; the stored data are as they were.',
  },
  CHECKSUM_MISMATCH: {
    sentence: 'A stored message is not what was written.',
    remedy: 'Somebody or something changed it; restore it from a backup.',
  },
  CODEC_UNKNOWN: {
    sentence: 'A payload was encoded by a codec that is not known here.',
    remedy: 'Name it among the former codecs.',
  },
  PAYLOAD_UNREADABLE: {
    sentence: 'A payload cannot be decoded: it was damaged, or changed by somebody.',
    remedy: 'Restore it from a backup.',
  },
  ENCRYPTION_KEY_UNKNOWN: {
    sentence: 'A payload was encrypted with a key that is not known here.',
    remedy: 'Add the key; it need not be the current one.',
  },
  EXTENSION_REFUSED: {
    sentence: 'An enricher gave something that cannot be part of a message.',
    remedy: 'Give plain data under names that do not begin with `_`.',
  },
  NOT_JSON: {
    sentence: 'A value was to be written as JSON that JSON cannot hold.',
    remedy: 'Give texts, finite numbers, booleans, null, arrays and plain objects.',
  },
  METADATA_UNKNOWN: {
    sentence: 'Something was asked of a message that is known only once it is stored or processed.',
    remedy: 'Save the aggregate that raised the event, or process the command, first.',
  },
  CLOUD_EVENT_INVALID: {
    sentence: 'A CloudEvent breaks the rules of its specification, or a message cannot be made into one.',
    remedy: 'Mend the attribute that the message names.',
  },
  RUNTIME_UNSUPPORTED: {
    sentence: 'Something was used that needs a part of Node which the runtime does not have.',
    remedy: 'Do it on a server, with Node 20.19 or later.',
  },
  SECTION_UNKNOWN: {
    sentence: 'A notification log was asked for a section that it cannot have.',
    remedy: 'Begin with `1,20` or `current` and follow the ids that the sections give.',
  },
  EVENTS_TAKEN: {
    sentence: 'An event-sourced aggregate was saved after events of it had been taken out by the program.',
    remedy: 'Save it with the events it raised, or load it again.',
  },
  TAGS_INVALID: {
    sentence:
      'The tags of an event are no texts, or one of them is empty, longer than 512 characters or cannot be stored.',
    remedy: "Let `tags` give an array of texts such as `['course:c1']`.",
  },
  DECISION_INVALID: {
    sentence: 'A function of a decider gave something else than it has to.',
    remedy: 'Let `decide` give an event, an array of events or `[]`, and `id` a text that is not empty.',
  },
  DECIDER_TERMINAL: {
    sentence: 'A command was for a decider that has come to its end, as its `isTerminal` says.',
    remedy: 'Begin another, with an identity of its own.',
  },
};

/** Codes of former versions, kept so that none is ever given a second meaning. */
export const retiredCodes: Readonly<Record<string, CodeEntry>> = {};
