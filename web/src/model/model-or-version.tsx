import { getRouteApi } from '@tanstack/react-router';
import { isRef } from '../search-params';
import { VersionPage } from '../version/version-page';
import { ModelPage } from './model-page';

const route = getRouteApi('/models/$');

/** A model, or the version that a ref names. */
export function ModelOrVersion() {
  const { _splat: named = '' } = route.useParams();
  return isRef(named) ? <VersionPage named={named} /> : <ModelPage name={named} />;
}
