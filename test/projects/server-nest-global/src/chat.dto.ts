import { IsIn, IsString, MaxLength } from 'class-validator';

export class ChatDto {
  @IsString()
  @MaxLength(2000)
  question!: string;

  @IsIn(['You are terse.', 'You are kind.'])
  persona!: string;
}
