import { identifierOf } from '../names/identifier.js';
import { oneLine } from '../text/one-line.js';

/** Words that CML keeps for itself, from its grammar: as names they begin with `^`. */
const words = new Set(
  // Of context maps and bounded contexts.
  (
    'Application ApplicationPart BoundedContext ContextMap Domain Flow Module Partnership Subdomain UseCase UserStory ' +
    'P U D S C SK PL OHS ACL CF X x O o a an in for to META CONCRETE UNDEFINED AS_IS TO_BE SYSTEM_LANDSCAPE ORGANIZATIONAL ' +
    'FEATURE APPLICATION SYSTEM TEAM CORE_DOMAIN SUPPORTING_DOMAIN GENERIC_SUBDOMAIN INFLUENCER OPINION_LEADER VETO_RIGHT ' +
    'DECISION_MAKER MONOPOLIST NORMAL RARELY OFTEN HIGH LOW HUGE TINY actor availabilityCriticality benefit command contains ' +
    'consistencyCriticality contentVolatility create delete domainVisionStatement downstreamRights exposedAggregates event ' +
    'features implementationTechnology implements import interactions knowledgeLevel level likelihoodForChange operation ' +
    'owner read realizes refines responsibilities scope securityAccessGroup securityCriticality securityZone state ' +
    'storageSimilarity structuralVolatility supports triggers type update useCases userRequirements userStories write ' +
    // Of what is inside of aggregates.
    'Aggregate BasicType Bag BigDecimal BigInteger Blob Boolean CHAR Clob Collection Command CommandEvent Consumer ' +
    'DataTransferObject Date DateTime DELETE DomainEvent Double Entity Event Float GET INTEGER Integer JOINED Key List Long ' +
    'Map None Object POST PUT PagedResult PagingParameter Repository Resource SINGLE_TABLE STRING Service Set String ' +
    'Timestamp Trait ValueObject AccessObject abstract aggregateLifecycle aggregateRoot assertFalse assertTrue auditable ' +
    'basePackage belongsTo boolean build cache cascade changeable condition construct creditCardNumber databaseColumn ' +
    'databaseJoinColumn databaseJoinTable databaseTable databaseType decimalMax decimalMin def digits discriminatorColumn ' +
    'discriminatorLength discriminatorType discriminatorValue double email enum eventBus extends fetch float future gap ' +
    'groupBy hint immutable index inheritanceType inject int inverse key length long map max min nogap not notBlank notEmpty ' +
    'nullable opposite optimisticLocking orderBy orderColumn orderby ordinal package past path pattern persistent private ' +
    'protected public publish query queryName queueName range reference required return scaffold scriptAssert select size ' +
    'subscribe throws topicName transient unmarshall url valid validate void webservice with'
  ).split(' '),
);

/** A name of CML. */
export function cmlName(name: string): string {
  const spelled = identifierOf(name);
  return words.has(spelled) ? `^${spelled}` : spelled;
}

/** A text of CML. */
export function cmlText(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
}

/** A block with its contents indented; nothing in it is a block that ends at once. */
export function cmlBlock(head: string, parts: readonly string[]): string {
  const contents = parts.join('').replace(/^(?=.)/gm, '  ');
  return contents === '' ? `${head} {\n}\n` : `${head} {\n${contents}}\n`;
}
