// What pages can do where scripts run. Without them everything is there, too: nothing is written by scripts alone.
(() => {
  const page = document.documentElement;
  const root = page.dataset.root ?? '';

  const theme = document.querySelector('.theme');
  if (theme) {
    theme.hidden = false;
    theme.addEventListener('click', () => {
      const isDark = page.dataset.theme
        ? page.dataset.theme === 'dark'
        : matchMedia('(prefers-color-scheme: dark)').matches;
      page.dataset.theme = isDark ? 'light' : 'dark';
      try {
        localStorage.setItem('domainry-theme', page.dataset.theme);
      } catch {
        // Nothing may be kept; the choice is good for this page.
      }
    });
  }

  const copyButton = (textOf) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    const say = (text) => {
      button.textContent = text;
      setTimeout(() => (button.textContent = 'Copy'), 1500);
    };
    button.addEventListener('click', () => {
      // Browsers give no clipboard to pages that came without encryption.
      if (navigator.clipboard === undefined) say('Not allowed');
      else
        navigator.clipboard.writeText(textOf()).then(
          () => say('Copied'),
          () => say('Not allowed'),
        );
    });
    return button;
  };
  for (const block of document.querySelectorAll('pre.code')) {
    const frame = document.createElement('div');
    frame.className = 'with-copy';
    block.replaceWith(frame);
    frame.append(
      block,
      copyButton(() => block.textContent),
    );
  }

  // Tables of catalogues: filtered while typing, sorted by a click on a heading. The filter is part of the address.
  for (const table of document.querySelectorAll('table[data-filtered]')) {
    const rows = [...table.tBodies[0].rows];
    const input = document.createElement('input');
    input.type = 'search';
    input.className = 'filter';
    input.placeholder = `Filter ${rows.length} rows`;
    input.setAttribute('aria-label', `Filter ${table.getAttribute('aria-label')}`);
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/);
      for (const row of rows) row.hidden = !words.every((word) => (row.dataset.words ?? '').includes(word));
    };
    input.addEventListener('input', () => {
      filter();
      try {
        const address = new URL(location.href);
        if (input.value) address.searchParams.set('filter', input.value);
        else address.searchParams.delete('filter');
        history.replaceState(null, '', address);
      } catch {
        // Browsers may refuse to change the address of a file.
      }
    });
    input.value = new URLSearchParams(location.search).get('filter') ?? '';
    filter();
    table.before(input);
    sortable(table, rows);
  }

  function sortable(table, rows) {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      heading.replaceChildren(button);
      button.addEventListener('click', () => {
        const isUp = heading.getAttribute('aria-sort') !== 'ascending';
        for (const each of headings) each.removeAttribute('aria-sort');
        heading.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
        const textOf = (row) => row.cells[column].textContent.trim();
        rows.sort((one, other) => textOf(one).localeCompare(textOf(other), undefined, { numeric: true }));
        if (!isUp) rows.reverse();
        table.tBodies[0].append(...rows);
      });
    });
  }

  // What of the page is being read, in its table of contents.
  const links = [...document.querySelectorAll('.contents a')];
  if (links.length > 0) {
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const mark = () => {
      let current = 0;
      headings.forEach((heading, index) => {
        if (heading && heading.getBoundingClientRect().top < innerHeight / 3) current = index;
      });
      links.forEach((link, index) => {
        if (index === current) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      });
    };
    addEventListener('scroll', mark, { passive: true });
    mark();
  }

  // Search is fetched when it is wanted for the first time.
  const searchLink = document.querySelector('.search-link');
  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root}assets/${name}`;
      script.addEventListener('load', resolve);
      script.addEventListener('error', reject);
      document.head.append(script);
    });
  let search;
  const openSearch = async () => {
    // One after the other: the second reads what the first leaves.
    search ??= load('search-index.js').then(() => load('search.js'));
    await search;
    globalThis.domainryOpenSearch(root);
  };
  if (searchLink && page.dataset.search !== 'none') {
    const hint = searchLink.querySelector('kbd');
    if (hint) hint.hidden = false;
    searchLink.addEventListener('click', (event) => {
      event.preventDefault();
      openSearch().catch(() => location.assign(searchLink.href));
    });
    addEventListener('keydown', (event) => {
      const isTyping = /^(input|textarea|select)$/i.test(event.target?.tagName ?? '');
      const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (!isCommand && (event.key !== '/' || isTyping)) return;
      event.preventDefault();
      openSearch().catch(() => location.assign(searchLink.href));
    });
  }
})();
