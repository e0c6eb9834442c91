// Imported before all else: as bin/pedigraph.mjs does, so that graphql-js leaves out its checks for developers.
process.env.NODE_ENV ??= 'production';
