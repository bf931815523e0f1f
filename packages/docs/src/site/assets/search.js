// The palette that searches. MiniSearch stands above, the index was loaded before.
(() => {
  const { boost, index } = globalThis.domainrySearch;
  // Keep in step with search-words.ts: names are found by their parts.
  const wordsOf = (text) =>
    text
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      .flatMap((word) => {
        const parts = word.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
        return parts.length === 1 ? parts : [word, ...parts];
      });
  const search = globalThis.MiniSearch.loadJS(index, {
    fields: Object.keys(boost),
    storeFields: ['title', 'kind', 'context', 'address'],
    tokenize: wordsOf,
    processTerm: (term) => term.toLowerCase(),
    searchOptions: {
      boost,
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
    },
  });

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const input = make('input', {
    type: 'text',
    role: 'combobox',
    placeholder: 'Search names, fields, rules, errors',
    'aria-label': 'Search',
    'aria-controls': 'palette-results',
    'aria-expanded': 'true',
    autocomplete: 'off',
  });
  const kinds = make('div', { class: 'palette-kinds', role: 'group', 'aria-label': 'Kinds' });
  const list = make('ul', {
    class: 'palette-results',
    id: 'palette-results',
    role: 'listbox',
    'aria-label': 'Results',
  });
  const dialog = make('dialog', { class: 'palette', 'aria-label': 'Search' }, input, kinds, list);
  document.body.append(dialog);

  let root = '';
  let wanted = '';
  let chosen = 0;

  const choose = (position) => {
    const options = list.querySelectorAll('[role=option]');
    chosen = options.length === 0 ? 0 : (position + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)));
    options[chosen]?.scrollIntoView({ block: 'nearest' });
    if (options[chosen]) input.setAttribute('aria-activedescendant', options[chosen].id);
    else input.removeAttribute('aria-activedescendant');
  };

  const show = () => {
    const results = search.search(input.value.trim() === '' ? globalThis.MiniSearch.wildcard : input.value);
    const counts = new Map();
    for (const { kind } of results) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    kinds.replaceChildren(
      ...[...counts].slice(0, 12).map(([kind, count]) => {
        const button = make(
          'button',
          { type: 'button', 'aria-pressed': String(kind === wanted) },
          `${kind} ${count}`,
        );
        button.addEventListener('click', () => {
          wanted = wanted === kind ? '' : kind;
          show();
          input.focus();
        });
        return button;
      }),
    );
    const shown = results.filter(({ kind }) => wanted === '' || kind === wanted).slice(0, 40);
    list.replaceChildren(
      ...shown.map(({ title, kind, context, address }, at) =>
        make(
          'li',
          { role: 'option', id: `palette-${at}` },
          make(
            'a',
            { href: `${root}${address}`, tabindex: '-1' },
            title,
            make('small', {}, [kind, context].filter(Boolean).join(' · ')),
          ),
        ),
      ),
    );
    if (shown.length === 0) list.append(make('li', { class: 'palette-none' }, 'Nothing is called that.'));
    choose(0);
  };

  input.addEventListener('input', () => {
    wanted = '';
    show();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter') list.querySelector('[aria-selected=true] a')?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });

  globalThis.domainryOpenSearch = (where) => {
    root = where;
    if (!dialog.open) dialog.showModal();
    input.select();
    show();
  };
})();
