import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { Store } from './store';

export class Meals {
  private server = new McpServer({ name: 'meals', version: '1.0.0' });

  constructor(private store: Store) {
    this.register();
  }

  private register() {
    this.server.registerTool('remove-meal', { inputSchema: { id: z.string() } }, async (args) => {
      const { id } = args;
      await this.store.removeMeal(id);
      return { content: [{ type: 'text', text: 'Removed.' }] };
    });
  }
}
