import { getRouteApi } from '@tanstack/react-router';
import { isRef } from '../search-params';
import { DatasetPage } from './dataset-page';
import { DatasetVersionPage } from './dataset-version-page';

const route = getRouteApi('/datasets/$');

/** A dataset, or the version that a ref names. */
export function DatasetOrVersion() {
  const { _splat: named = '' } = route.useParams();
  return isRef(named) ? <DatasetVersionPage named={named} /> : <DatasetPage name={named} />;
}
