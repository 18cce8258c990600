export * from './client';
export { models as claudeModels } from './models';
