// A grid of calls of any length: only the rows that are seen are drawn. One row is in the order of
// the tabulator key; arrows lead to the others.

import {html, useEffect, useLayoutEffect, useRef, useState} from '../../lib/htm-preact.js';
import {keyOf, visibleRows} from '../model/calls.js';
import {callText, partyText, stateText, timeText} from '../model/words.js';
import {Duration, still} from './parts.js';

const NARROW = 560;

export function CallList({desk, calls, selected, onOpen, onPointer, empty}) {
  const box = useRef();
  const had = useRef({isFocused: false, index: 0});
  const [current, setCurrent] = useState(selected);
  const {top, height, width} = useBox(box);
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 60 : 40; // as --row in style.css

  // Where the row that was the current one is gone, the one that took its place is.
  let index = current ? calls.findIndex(call => keyOf(call) === current) : 0;
  if (index < 0) {
    index = Math.min(had.current.index, calls.length - 1);
  }
  had.current.index = Math.max(0, index);
  const currentKey = calls[index] && keyOf(calls[index]);

  useLayoutEffect(() => {
    const row = box.current.querySelector('[role=row][tabindex="0"]');
    const isLost = had.current.isFocused && document.activeElement === document.body && document.hasFocus();
    if (row && (isLost || had.current.isWanted)) {
      row.focus({preventScroll: !had.current.isWanted});
    }
    had.current.isWanted = false;
  });

  const go = to => {
    const next = Math.min(Math.max(0, to), calls.length - 1);
    const view = box.current;
    const [rowTop, rowEnd] = [next * rowHeight, (next + 1) * rowHeight];
    const room = view.clientHeight - headHeight(view);
    if (rowTop < view.scrollTop) {
      view.scrollTop = rowTop;
    } else if (rowEnd > view.scrollTop + room) {
      view.scrollTop = rowEnd - room;
    }
    had.current.isWanted = true;
    setCurrent(keyOf(calls[next]));
  };

  const onKey = event => {
    if (!calls.length || event.altKey || event.ctrlKey || event.metaKey || event.target.getAttribute('role') !== 'row') {
      return;
    }
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const call = calls[index];
    const keys = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      PageDown: () => go(index + page),
      PageUp: () => go(index - page),
      Home: () => go(0),
      End: () => go(calls.length - 1),
      Enter: () => onOpen(call),
      ' ': () => onOpen(call),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  };
  const onFocusOut = event => {
    // A row that is taken away has not been left by anybody.
    if (event.target.isConnected && document.hasFocus()) {
      had.current.isFocused = false;
    }
  };
  const onFocusIn = event => {
    had.current.isFocused = true;
    event.target.dataset.key && setCurrent(event.target.dataset.key);
  };

  const rows = visibleRows({count: calls.length, rowHeight, top, height, keep: index});
  return html`
    <div id="calls" class=${isNarrow ? 'grid narrow' : 'grid'} role="grid" aria-labelledby="calls-title" aria-rowcount=${calls.length + 1}
      ref=${box} onKeyDown=${onKey} onfocusin=${onFocusIn} onfocusout=${onFocusOut} onPointerMove=${onPointer} onPointerLeave=${onPointer}>
      <div role="rowgroup" class="head">
        <div role="row" aria-rowindex="1">
          <span role="columnheader" class="state">State</span>
          <span role="columnheader" class="caller">Caller</span>
          <span role="columnheader" class="callee">Callee</span>
          <span role="columnheader" class="talk">Talk</span>
          <span role="columnheader" class="since">Since</span>
          <span role="columnheader" class="by">Made by</span>
        </div>
      </div>
      <div role="rowgroup" class="rows" style=${{height: `${calls.length * rowHeight}px`}}>
        ${rows.map(at => {
          const key = keyOf(calls[at]);
          return html`<${Row} key=${key} rowKey=${key} call=${calls[at]} desk=${desk} index=${at} top=${at * rowHeight}
            isCurrent=${key === currentKey} isSelected=${key === selected} isOwn=${isOwn(desk, calls[at])} open=${onOpen} />`;
        })}
      </div>
    </div>
    ${!calls.length && html`<p class="empty">${empty}</p>`}`;
}

const isOwn = (desk, call) => Boolean(call.cmd_id && desk.commands.get(call.cmd_id)?.isOwn);

const Row = still(({rowKey, call, desk, index, top, isCurrent, isSelected, isOwn, open}) => html`
  <div role="row" class="row" data-key=${rowKey} data-state=${call.state} aria-rowindex=${index + 2} aria-selected=${isSelected ? 'true' : 'false'}
    tabindex=${isCurrent ? 0 : -1} style=${{transform: `translateY(${top}px)`}} onClick=${() => open(call)} title=${callText(call)}>
    <span role="gridcell" class="state"><span class="dot" aria-hidden="true"></span>${stateText(call)}</span>
    <span role="gridcell" class="caller">${partyText(call.caller)}</span>
    <span role="gridcell" class="callee">${partyText(call.callee)}</span>
    <span role="gridcell" class="talk"><${Duration} call=${call} desk=${desk} /></span>
    <span role="gridcell" class="since">${timeText(call.created)}</span>
    <span role="gridcell" class="by">${isOwn ? 'this page' : call.cmd_id ? 'a command' : ''}${call.tag ? ` (${call.tag})` : ''}</span>
  </div>`);

const headHeight = view => view.querySelector('.head').offsetHeight;

/** How far it is scrolled and how large it is, as of the last frame. */
function useBox(box) {
  const [state, setState] = useState({top: 0, height: 600, width: 1000});
  useEffect(() => {
    const view = box.current;
    let isWaiting = false;
    const look = () => {
      isWaiting = false;
      setState({top: view.scrollTop, height: view.clientHeight, width: view.clientWidth});
    };
    const later = () => {
      if (!isWaiting) {
        isWaiting = true;
        requestAnimationFrame(look);
      }
    };
    const observer = new ResizeObserver(later);
    observer.observe(view);
    view.addEventListener('scroll', later, {passive: true});
    look();
    return () => {
      observer.disconnect();
      view.removeEventListener('scroll', later);
    };
  }, []);
  return state;
}
