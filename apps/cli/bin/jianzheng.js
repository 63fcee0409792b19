#!/usr/bin/env node
// The command itself is compiled into dist/; this stub keeps its run bit through rebuilds.
await import('../../../dist/apps/cli/src/main.js').catch((error) => {
  if (error?.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes('/dist/')) {
    console.error('尚未构建：请先在项目目录运行 npm ci / Not built yet: run npm ci in the project folder first');
    process.exit(3);
  }
  throw error;
});
