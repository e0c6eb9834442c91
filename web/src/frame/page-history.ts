import { createBrowserHistory, type RouterHistory } from '@tanstack/react-router';
import { isEmbedded } from './is-embedded';

/** The history of the browser. A page in a frame shares that of the page around it, and adds no entry to it. */
export function historyOfPage(): RouterHistory {
  const history = createBrowserHistory();
  return isEmbedded() ? Object.assign(history, { push: history.replace }) : history;
}
