import { Body, Controller, Get, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { ClaudeService } from './claude.service';

@Controller('chat')
export class ChatController {
  constructor(private readonly claude: ClaudeService) {}

  @Post() // want open-proxy "Anyone who"
  ask(@Body() body: { question: string; persona: string }) {
    return this.claude.ask(body.question, body.persona);
  }

  @Get(':topic') // want open-proxy "Anyone who"
  topic(@Param('topic') topic: string, @Query('q') q: string) {
    return this.claude.ask(q, `You know all about ${topic}.`);
  }

  @UseGuards(AuthGuard('jwt'))
  @Post('mine') // want missing-rate-limit "Nothing limits"
  mine(@Body('question') question: string) {
    return this.claude.ask(question);
  }

  @UseGuards(AuthGuard('jwt'), ThrottlerGuard)
  @Post('limited')
  limited(@Body('question') question: string) {
    return this.claude.ask(question);
  }
}
