import { answerAuth } from "@/lib/identity/oauth";

export { answerAuth as GET, answerAuth as POST };
