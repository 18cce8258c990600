export { ClaudeService, default as claude } from './service';
