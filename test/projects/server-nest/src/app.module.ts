import { Module } from '@nestjs/common';
import { ChatController } from './chat.controller';
import { GuardedController } from './guarded.controller';
import { ClaudeService } from './claude.service';

@Module({ controllers: [ChatController, GuardedController], providers: [ClaudeService] })
export class AppModule {}
