const { answer } = require('./llm');

exports.handle = async (req, res) => {
  try {
    res.json({ reply: await answer(String(req.body.question).slice(0, 500)), code: 'ok' });
  } catch (error) {
    res.status(500).json({ error: 'Failed.' });
  }
};
