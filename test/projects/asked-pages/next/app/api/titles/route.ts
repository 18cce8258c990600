import { NextResponse } from 'next/server';
import { titles } from '../../../store';

export async function POST() {
  return NextResponse.json({ answer: titles() });
}
