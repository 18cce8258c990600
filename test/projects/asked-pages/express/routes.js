const express = require('express');
const { handle } = require('./controller');

const router = express.Router();
router.post('/chat', handle);
router.post('/rules', (req, res) => res.json({ reply: 'Be kind.' }));

module.exports = router;
