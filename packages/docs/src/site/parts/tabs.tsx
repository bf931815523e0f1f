import type { VNode } from 'preact';
import { usePage } from '../current-page.js';

/** One of several views of the same. */
export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly body: VNode;
}

/** Views of the same, of which one is seen. They are radio buttons, so they need no script; in print all are seen. */
export function Tabs({ id, label, tabs }: { id: string; label: string; tabs: readonly Tab[] }): VNode {
  const { anchor } = usePage();
  const name = anchor(id);
  return (
    <div class="tabs" role="group" aria-label={label}>
      {tabs.map((tab, index) => (
        <TabWithPanel key={tab.id} name={name} tab={tab} isFirst={index === 0} />
      ))}
    </div>
  );
}

function TabWithPanel({ name, tab, isFirst }: { name: string; tab: Tab; isFirst: boolean }): VNode {
  const id = `${name}-${tab.id}`;
  return (
    <>
      <input type="radio" class="unseen" name={name} id={id} defaultChecked={isFirst} checked={isFirst} />
      <label for={id}>{tab.title}</label>
      <div class="panel">
        <p class="panel-title">{tab.title}</p>
        {tab.body}
      </div>
    </>
  );
}
