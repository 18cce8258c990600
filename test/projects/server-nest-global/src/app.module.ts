import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard } from '@nestjs/throttler';
import { ChatController } from './chat.controller';
import { ClaudeService } from './claude.service';

@Module({
  controllers: [ChatController],
  providers: [ClaudeService, { provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {}
