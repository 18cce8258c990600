module.exports = {
  env: {
    CLAUDE_KEY: process.env.CLAUDE_KEY, // want client-exposed-credential "Next.js copies this value into what clients download."
    ANTHROPIC_API_KEY: process.env.ANTHROPIC_API_KEY, // want client-exposed-credential "Next.js copies this value into what clients download."
    CLAUDE_API_KEY: process.env.CLAUDE_API_KEY, // want client-exposed-credential "wherever its name is used"
  },
};
