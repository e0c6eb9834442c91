import { getRouteApi } from '@tanstack/react-router';
import { isRef } from '../search-params';
import { EnvironmentPage } from './environment-page';
import { EnvironmentVersionPage } from './environment-version-page';

const route = getRouteApi('/environments/$');

/** An environment, or the version that a ref names. */
export function EnvironmentOrVersion() {
  const { _splat: named = '' } = route.useParams();
  return isRef(named) ? <EnvironmentVersionPage named={named} /> : <EnvironmentPage name={named} />;
}
