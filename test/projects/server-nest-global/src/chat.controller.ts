import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ChatDto } from './chat.dto';
import { ClaudeService } from './claude.service';

@Controller('chat')
export class ChatController {
  constructor(private readonly claude: ClaudeService) {}

  @ApiOperation({ summary: 'Asks Claude' })
  @Post()
  ask(@Body() body: ChatDto) {
    return this.claude.ask(body.question, body.persona);
  }
}
