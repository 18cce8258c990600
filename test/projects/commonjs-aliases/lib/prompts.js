exports.systemFor = (topic) => `You help with ${topic}.`;
exports.fixed = 'You help with everything.';
