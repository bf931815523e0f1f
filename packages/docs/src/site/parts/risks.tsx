import { Fragment, type VNode } from 'preact';
import type { CommandRisks, FieldRisk, RuleRisk, StateRisk, ThrownRisk } from '../../facts/command-risks.js';
import { Rule } from './element-sections.js';
import { FieldType } from './fields-table.js';
import { ElementLink, Name, StepLink } from './links.js';

/** What may keep a command from being done, in the order in which it would show. */
export function Risks({ risks }: { risks: CommandRisks }): VNode {
  return (
    <div class="risks">
      <Group
        title="It cannot be built"
        says="A value is missing or not what it has to be. Nothing has happened yet."
      >
        {[...risks.malformed.map(malformed), ...risks.inValues.map(broken)]}
      </Group>
      <Group title="It is refused before anything changes" says="A condition does not hold.">
        {risks.before.map(broken)}
      </Group>
      <Group title="It comes at the wrong time" says="The state does not allow the next one.">
        {risks.states.map(wrongTime)}
      </Group>
      <Group
        title="It would break a rule"
        says="Everything is as it was before: no change and no event remains."
      >
        {risks.after.map(broken)}
      </Group>
      <Group title="A value on the way is refused" says="What is changed or raised does not take it.">
        {risks.values.map(refused)}
      </Group>
      <Group title="A method throws" says="Found by reading the sources.">
        {risks.thrown.map(thrown)}
      </Group>
    </div>
  );
}

function Group(props: { title: string; says: string; children: VNode[] }): VNode {
  if (props.children.length === 0) return <></>;
  return (
    <div class="risk">
      <h3>{props.title}</h3>
      <p class="quiet">{props.says}</p>
      <ul>
        {props.children.map((child, index) => (
          <li key={index}>{child}</li>
        ))}
      </ul>
    </div>
  );
}

function malformed(risk: FieldRisk): VNode {
  return risk.element.kind === 'valueObject' ? refused(risk) : <Refusal risk={risk} />;
}

function refused(risk: FieldRisk): VNode {
  return (
    <>
      <ElementLink id={risk.element.id} /> <Refusal risk={risk} />
    </>
  );
}

function Refusal({ risk: { field, conditions } }: { risk: FieldRisk }): VNode {
  return (
    <>
      <code class="field-name">
        <Name text={field.name} />
      </code>{' '}
      <FieldType field={field} />: {conditions.join(', ')}
    </>
  );
}

function broken({ element, invariant }: RuleRisk): VNode {
  return (
    <>
      <Rule rule={invariant} />
      <ElementLink id={element.id} />
    </>
  );
}

function wrongTime({ element, field, method, from, to }: StateRisk): VNode {
  return (
    <>
      <ElementLink id={element.id} suffix={`.${method}()`} /> needs <code>{field}</code> to be {either(from)};
      then it is {either(to)}.
    </>
  );
}

function thrown({ step, error, message }: ThrownRisk): VNode {
  return (
    <>
      <code class="error-code">
        <Name text={error} />
      </code>{' '}
      {message ?? ''} <StepLink step={step} />
    </>
  );
}

function either(states: readonly string[]): VNode {
  return (
    <>
      {states.map((state, index) => (
        <Fragment key={state}>
          {index === 0 ? '' : ' or '}
          <code>{state}</code>
        </Fragment>
      ))}
    </>
  );
}
