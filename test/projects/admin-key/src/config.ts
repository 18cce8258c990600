export const config = {
  key: process.env.ANTHROPIC_API_KEY ?? '',
  adminKey: process.env.ANTHROPIC_ADMIN_KEY ?? '', // want admin-credential-in-application "asks Claude for answers"
};
