import { authRoute } from '@/lib/web/auth';

export { authRoute as GET, authRoute as POST };
