import { Body, Controller, Post, UseGuards, ValidationPipe } from '@nestjs/common';
import { IsString, MaxLength, IsIn } from 'class-validator';
import { Throttle } from '@nestjs/throttler';
import { JwtAuthGuard } from './jwt-auth.guard';
import { ClaudeService } from './claude.service';

class AskDto {
  @IsString()
  @MaxLength(2000)
  question!: string;

  @IsIn(['You are terse.', 'You are kind.'])
  persona!: string;
}

@UseGuards(JwtAuthGuard)
@Throttle({ default: { limit: 10, ttl: 60000 } })
@Controller('guarded')
export class GuardedController {
  constructor(private readonly claude: ClaudeService) {}

  @Post()
  ask(@Body(new ValidationPipe()) body: AskDto) {
    return this.claude.ask(body.question, body.persona);
  }
}
