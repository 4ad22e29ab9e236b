declare module 'virtual:outline' {
  import type { Feature, MultiPolygon } from 'geojson';
  const countries: (Feature<MultiPolygon> & { id: string })[];
  export default countries;
}

declare module '@core/balloon_lab.mjs' {
  import type { CoreExports } from './core/module';
  const create: (options: object) => Promise<CoreExports>;
  export default create;
}

declare module '@core/balloon_lab.wasm?url' {
  const url: string;
  export default url;
}
