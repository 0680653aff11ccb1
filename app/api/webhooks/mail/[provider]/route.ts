import { mailHook } from '@/lib/web/mail-hook-route';

export const POST = async (request: Request, { params }: { params: Promise<{ provider: string }> }) =>
  mailHook(request, (await params).provider);
